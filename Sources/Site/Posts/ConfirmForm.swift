import CGIKit

/// A form of nothing but its buttons.
public final class ConfirmForm: Form {
    public let button = HiddenField("button")

    public override var fields: [Field] { [button] }
}
