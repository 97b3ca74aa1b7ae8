import CGIKit

/// The registration form, with the fields of the how-to's.
public final class RegisterForm: Form {
    /// The name, checked by the rules of names.
    public let name = StringField("name", "Name", UserName.validators, filters: UserName.filters)
    /// The email address.
    public let email = StringField(
        "email", "Email address", UserEmail.validators("Enter your email address."), filters: UserEmail.filters)
    /// The password, checked by ``rules``.
    public let password = PasswordField("password", "Password", [.dataRequired(message: "Choose a password.")])
    /// The password once more.
    public let confirm = PasswordField(
        "confirm", "Repeat password",
        [.dataRequired(message: "Repeat the password."), .equalTo("password", message: "Passwords must match")])
    /// Whether the user accepts the terms of service, which is required.
    public let acceptTOS = BooleanField(
        "accept_tos", "I accept the TOS", [.dataRequired(message: "Please accept the TOS.")])
    /// What the password must be; the page sets it before validation.
    public var rules = PasswordRules() { didSet { password.describe(rules) } }

    public override var fields: [Field] { [name, email, password, confirm, acceptTOS] }

    @export(interface) public override func check(_ field: Field) throws(ValidationError) {
        if field === password { try password.check(rules, and: [name.data, email.data]) }
    }
}
