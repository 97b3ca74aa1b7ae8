import CGIKit

/// Asks for another address, and once more for the password: an account that was left open is not taken over so.
public final class EmailForm: Form {
    public let email = StringField(
        "email", "New email address", UserEmail.validators("Enter the new email address."), filters: UserEmail.filters)
    public let current = PasswordField(
        "current", "Current password", [.dataRequired(message: "Enter your current password.")])

    public override var fields: [Field] { [email, current] }
}
