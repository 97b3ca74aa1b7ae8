import CGIKit

public final class LoginForm: Form {
    public let email = StringField(
        "email", "Email address", [.dataRequired(message: "Enter your email address."), .email()])
    public let password = PasswordField("password", "Password", [.dataRequired(message: "Enter your password.")])

    public override var fields: [Field] { [email, password] }
}
