import CGIKit

public final class LoginForm: Form {
    public let email = StringField("email", "Email address", [.dataRequired(), .email()])
    public let password = PasswordField("password", "Password", [.dataRequired()])

    public override var fields: [Field] { [email, password] }
}
