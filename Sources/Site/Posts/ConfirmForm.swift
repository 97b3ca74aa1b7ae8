import CGIKit

/// A form that consists of its buttons.
public final class ConfirmForm: Form {
    /// The value of the button that was pressed.
    public let button = HiddenField("button")

    public override var fields: [Field] { [button] }
}
