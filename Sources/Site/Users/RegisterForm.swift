import CGIKit

public final class RegisterForm: Form {
    public let name = StringField("name", "NickName", UserName.validators, filters: [.strip])
    public let email = StringField("email", "Email address", [.dataRequired(), .email(), .length(max: 120)])
    public let password = PasswordField("password", "Password", [.dataRequired()])
    public let confirm = PasswordField(
        "confirm", "Repeat Password", [.dataRequired(), .equalTo("password", message: "Passwords must match")])
    public let acceptTOS = BooleanField("accept_tos", "I accept the TOS", [.dataRequired()])

    public override var fields: [Field] { [name, email, password, confirm, acceptTOS] }
}
