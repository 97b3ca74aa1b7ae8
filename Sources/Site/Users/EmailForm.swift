import CGIKit

/// Asks for another address, and once more for the password: an account that was left open is not taken over so.
public final class EmailForm: Form {
    public let email = StringField(
        "email", "New email address", EmailForm.addressChecks("Enter the new email address."))
    public let current = PasswordField(
        "current", "Current password", [.dataRequired(message: "Enter your current password.")])

    public override var fields: [Field] { [email, current] }

    /// - Parameter missing: what is said where there is none.
    static func addressChecks(_ missing: String) -> [Validator] {
        [
            .dataRequired(message: missing), .email(),
            .length(max: 120, message: "The email address cannot be longer than %(max)d characters."),
        ]
    }
}
