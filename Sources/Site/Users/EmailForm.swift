import CGIKit

/// The form for another email address. It asks for the password once more, so that an account that was left open cannot
/// be taken over by it.
public final class EmailForm: Form {
    /// The new email address.
    public let email = StringField(
        "email", "New email address", UserEmail.validators("Enter the new email address."), filters: UserEmail.filters)
    /// The current password.
    public let current = PasswordField(
        "current", "Current password", [.dataRequired(message: "Enter your current password.")])

    public override var fields: [Field] { [email, current] }
}
