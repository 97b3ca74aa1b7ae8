import CGIKit

/// Asks for the address of an account whose password is lost.
public final class LostPasswordForm: Form {
    public let email = StringField(
        "email", "Email address", UserEmail.validators("Enter your email address."), filters: UserEmail.filters)

    public override var fields: [Field] { [email] }
}

/// Asks for another password: enough of somebody who has the mailed link.
public class NewPasswordForm: Form {
    public final let password = PasswordField(
        "password", "New password", [.dataRequired(message: "Choose a new password.")])
    public final let confirm = PasswordField(
        "confirm", "Repeat new password",
        [.dataRequired(message: "Repeat the new password."), .equalTo("password", message: "Passwords must match")])

    public final var rules = PasswordRules() { didSet { password.describe(rules) } }

    public override var fields: [Field] { [password, confirm] }

    @export(interface) public final override func check(_ field: Field) throws(ValidationError) {
        if field === password { try password.check(rules) }
    }
}

/// Asks for another password, and for the one until now.
public final class PasswordForm: NewPasswordForm {
    public let current = PasswordField(
        "current", "Current password", [.dataRequired(message: "Enter your current password.")])

    public override var fields: [Field] { [current, password, confirm] }
}
