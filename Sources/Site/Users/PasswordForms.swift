import CGIKit

/// The form for a lost password.
public final class LostPasswordForm: Form {
    /// The email address of the account.
    public let email = StringField(
        "email", "Email address", UserEmail.validators("Enter your email address."), filters: UserEmail.filters)

    public override var fields: [Field] { [email] }
}

/// The form for a new password, which suffices for a user who has followed an email's link.
public class NewPasswordForm: Form {
    /// The new password, checked by ``rules``.
    public final let password = PasswordField(
        "password", "New password", [.dataRequired(message: "Choose a new password.")])
    /// The new password once more.
    public final let confirm = PasswordField(
        "confirm", "Repeat new password",
        [.dataRequired(message: "Repeat the new password."), .equalTo("password", message: "Passwords must match")])

    /// What the new password must be; the page sets it before validation.
    public final var rules = PasswordRules() { didSet { password.describe(rules) } }

    public override var fields: [Field] { [password, confirm] }

    @export(interface) public final override func check(_ field: Field) throws(ValidationError) {
        if field === password { try password.check(rules) }
    }
}

/// The form for a new password of a signed-in user, which asks for the current one, too.
public final class PasswordForm: NewPasswordForm {
    /// The current password.
    public let current = PasswordField(
        "current", "Current password", [.dataRequired(message: "Enter your current password.")])

    public override var fields: [Field] { [current, password, confirm] }
}
