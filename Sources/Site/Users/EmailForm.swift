import CGIKit

/// Asks for another address, and once more for the password: an account that was left open is not taken over so.
public final class EmailForm: Form {
    public let email = StringField("email", "New email address", [.dataRequired(), .email(), .length(max: 120)])
    public let current = PasswordField("current", "Current password", [.dataRequired()])

    public override var fields: [Field] { [email, current] }
}
