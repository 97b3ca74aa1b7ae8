import CGIKit

/// A form of nothing but its button; the token in it shows that the person pressed it here.
public final class LogoutForm: Form {
    public override var fields: [Field] { [] }
}
