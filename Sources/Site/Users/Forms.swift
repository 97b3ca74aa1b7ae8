import CGIKit

public final class LoginForm: Form {
    public let email = StringField("email", "Email address", [.dataRequired(), .email()])
    public let password = PasswordField("password", "Password", [.dataRequired()])

    public override var fields: [Field] { [email, password] }
}

public final class RegisterForm: Form {
    public let name = StringField("name", "NickName", UserName.validators, filters: [.strip])
    public let email = StringField("email", "Email address", [.dataRequired(), .email(), .length(max: 120)])
    public let password = PasswordField("password", "Password", [.dataRequired()])
    public let confirm = PasswordField(
        "confirm", "Repeat Password", [.dataRequired(), .equalTo("password", message: "Passwords must match")])
    public let acceptTOS = BooleanField("accept_tos", "I accept the TOS", [.dataRequired()])

    public override var fields: [Field] { [name, email, password, confirm, acceptTOS] }
}

public final class ProfileForm: Form {
    public let name = StringField("name", "NickName", UserName.validators, filters: [.strip])

    public override var fields: [Field] { [name] }
}

public final class PasswordForm: Form {
    public let current = PasswordField("current", "Current password", [.dataRequired()])
    public let password = PasswordField("password", "New password", [.dataRequired()])
    public let confirm = PasswordField(
        "confirm", "Repeat new password", [.dataRequired(), .equalTo("password", message: "Passwords must match")])

    public override var fields: [Field] { [current, password, confirm] }
}

/// A form of nothing but its button; the token in it shows that the person pressed it here.
public final class LogoutForm: Form {
    public override var fields: [Field] { [] }
}
