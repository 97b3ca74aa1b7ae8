import CGIKit

/// The sign-in form.
public final class LoginForm: Form {
    /// The email address of the account.
    public let email = StringField(
        "email", "Email address", [.dataRequired(message: "Enter your email address."), .email()],
        filters: UserEmail.filters)
    /// The password.
    public let password = PasswordField("password", "Password", [.dataRequired(message: "Enter your password.")])
    /// Whether the session outlives the browser; the name is Flask-Login's.
    public let remember = BooleanField("remember", "Stay signed in")

    public override var fields: [Field] { [email, password, remember] }
}
