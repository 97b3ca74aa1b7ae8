import CGIKit

public final class LoginForm: Form {
    public let email = StringField(
        "email", "Email address", [.dataRequired(message: "Enter your email address."), .email()],
        filters: UserEmail.filters)
    public let password = PasswordField("password", "Password", [.dataRequired(message: "Enter your password.")])
    /// The cookie outlives the browser (as Flask-Login names it).
    public let remember = BooleanField("remember", "Stay signed in")

    public override var fields: [Field] { [email, password, remember] }
}
