import CGIKit

/// The forms of a small site: sign in and register.
final class LoginForm: Form {
    let email = StringField("email", "Email address", [.dataRequired(), .email()])
    let password = PasswordField("password", "Password", [.dataRequired()])

    override var fields: [Field] { [email, password] }
}

final class RegisterForm: Form {
    let name = StringField("name", "NickName", [.dataRequired()])
    let email = StringField("email", "Email address", [.dataRequired(), .email()])
    let password = PasswordField("password", "Password", [.dataRequired()])
    let confirm = PasswordField(
        "confirm", "Repeat Password", [.dataRequired(), .equalTo("password", message: "Passwords must match")])
    let acceptTOS = BooleanField("accept_tos", "I accept the TOS", [.dataRequired()])

    override var fields: [Field] { [name, email, password, confirm, acceptTOS] }

    override func check(_ field: Field) throws(ValidationError) {
        if field === name, name.data == "taken" { throw ValidationError("This name is taken.") }
    }
}

/// A CSRF token that is right if it is `good`; counts the tokens it makes.
final class TestTokens {
    var made = 0

    var source: CSRFTokenSource {
        CSRFTokenSource(
            token: {
                self.made += 1
                return "token-\(self.made)"
            },
            check: { token in
                guard let token else { return "The CSRF token is missing." }
                return token == "good" ? nil : "The CSRF token is invalid."
            })
    }
}

extension Field {
    /// The tag with the attributes of a call in a template.
    func tag(_ attributes: HTMLAttributes = [:]) throws -> String { try html(attributes).html }
}
