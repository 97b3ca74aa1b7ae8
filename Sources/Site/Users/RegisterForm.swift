import CGIKit

public final class RegisterForm: Form {
    public let name = StringField("name", "Name", UserName.validators, filters: UserName.filters)
    public let email = StringField(
        "email", "Email address", UserEmail.validators("Enter your email address."), filters: UserEmail.filters)
    public let password = PasswordField("password", "Password", [.dataRequired(message: "Choose a password.")])
    public let confirm = PasswordField(
        "confirm", "Repeat password",
        [.dataRequired(message: "Repeat the password."), .equalTo("password", message: "Passwords must match")])
    public let acceptTOS = BooleanField(
        "accept_tos", "I accept the TOS", [.dataRequired(message: "Please accept the TOS.")])
    public var rules = PasswordRules() { didSet { password.describe(rules) } }

    public override var fields: [Field] { [name, email, password, confirm, acceptTOS] }

    @export(interface) public override func check(_ field: Field) throws(ValidationError) {
        if field === password { try password.check(rules, and: [name.data, email.data]) }
    }
}
