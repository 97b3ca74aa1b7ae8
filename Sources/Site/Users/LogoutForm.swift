import CGIKit

/// A form with only a button. Its CSRF token shows that it was submitted from this site.
public final class LogoutForm: Form {
    public override var fields: [Field] { [] }
}
