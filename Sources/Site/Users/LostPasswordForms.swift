import CGIKit

/// Asks for the address of an account whose password is lost.
public final class LostPasswordForm: Form {
    public let email = StringField("email", "Email address", [.dataRequired(), .email(), .length(max: 120)])

    public override var fields: [Field] { [email] }
}

/// Asks for another password, of somebody who has the mailed link.
public final class ResetPasswordForm: Form {
    public let password = PasswordField("password", "New password", [.dataRequired()])
    public let confirm = PasswordField(
        "confirm", "Repeat new password", [.dataRequired(), .equalTo("password", message: "Passwords must match")])

    public override var fields: [Field] { [password, confirm] }
}
