import CGIKit
import Testing

@Suite struct FormTests {
    private let complete: [FormData.Field] = [
        ("name", "Zoë"), ("email", "zoe@example.org"), ("password", "secret"), ("confirm", "secret"),
        ("accept_tos", "y"),
    ]

    private func register(changing name: String, to value: String?) -> RegisterForm {
        var fields = complete.filter { $0.name != name }
        if let value { fields.append((name, value)) }
        return RegisterForm(FormData(fields))
    }

    @Test func acceptsCompleteInputAndGivesItsData() {
        let form = RegisterForm(FormData(complete))
        #expect(form.validateOnSubmit(true))
        #expect(form.errors.isEmpty)
        #expect(form.name.data == "Zoë")
        #expect(form.acceptTOS.data)
    }

    @Test(arguments: [
        ("name", nil, "This field is required."),
        ("name", " \u{A0}", "This field is required."),
        ("name", "taken", "This name is taken."),
        ("email", "zoe@", "Invalid email address."),
        ("confirm", "Secret", "Passwords must match"),
        ("accept_tos", nil, "This field is required."),
    ])
    func saysWhatIsWrongAtTheField(name: String, value: String?, message: String) {
        let form = register(changing: name, to: value)
        #expect(!form.validate())
        #expect(form.errors.map { $0.name } == [name])
        #expect(form.errors[0].messages == [message])
    }

    @Test func isNotCheckedWhenOnlyShown() {
        let form = LoginForm()
        #expect(!form.validateOnSubmit(false))
        #expect(form.errors.isEmpty)
    }

    @Test func keepsWhatWasTypedButNeverShowsAPassword() throws {
        let form = LoginForm(FormData([("email", "zoe@<"), ("password", "secret")]))
        #expect(!form.validate())
        #expect(
            try form.email.tag(["class": "has_error input"])
                == #"<input class="has_error input" id="email" name="email" required type="text" value="zoe@&lt;">"#)
        #expect(
            try form.password.tag() == #"<input id="password" name="password" required type="password" value="">"#)
        #expect(form.password.data == "secret")
    }

    @Test func beginsWithDefaultsThatInputOverrides() {
        let shown = RegisterForm(defaults: ["name": "Zoë", "accept_tos": true])
        #expect(shown.name.data == "Zoë")
        #expect(shown.acceptTOS.data)
        let sent = RegisterForm(FormData([("name", "Bo")]), defaults: ["name": "Zoë", "accept_tos": true])
        #expect(sent.name.data == "Bo")
        #expect(!sent.acceptTOS.data)
    }

    @Test func putsAPrefixBeforeNamesInHTMLOnly() throws {
        let form = LoginForm(FormData([("in-email", "a@b.org"), ("in-password", "x")]), prefix: "in")
        #expect(form.validate())
        #expect(form.field("email") === form.email)
        #expect(
            try form.email.tag()
                == #"<input id="in-email" name="in-email" required type="text" value="a@b.org">"#)
        #expect(try form.email.label.rendered().html == #"<label for="in-email">Email address</label>"#)
    }

    @Test func hasErrorsOfItsOwnAfterThoseOfFields() {
        let form = LoginForm(FormData([("email", "a@b.org")]))
        form.formErrors = ["Wrong email or password"]
        #expect(!form.validate())
        #expect(form.errors.map { $0.name } == ["password", ""])
    }

    @Test func anUnlistedFieldStopsTheProgram() async {
        await #expect(processExitsWith: .failure) {
            final class Forgetful: Form {
                let name = StringField("name")
            }
            _ = Forgetful()
        }
    }
}

@Suite struct CSRFTokenFieldTests {
    private let sent: [FormData.Field] = [("email", "a@b.org"), ("password", "x")]

    @Test(arguments: [
        ("good", [String]()),
        ("stale", ["The CSRF token is invalid."]),
        (nil, ["The CSRF token is missing."]),
    ])
    func checksTheToken(token: String?, errors: [String]) {
        let form = LoginForm(
            FormData(sent + (token.map { [("csrf_token", $0)] } ?? [])), csrf: TestTokens().source)
        #expect(form.validate() == errors.isEmpty)
        #expect(form.field("csrf_token")?.errors == errors)
    }

    @Test func comesLastInErrors() {
        let form = LoginForm(FormData([("email", "a@b.org")]), csrf: TestTokens().source)
        #expect(!form.validate())
        #expect(form.errors.map { $0.name } == ["password", "csrf_token"])
    }

    @Test func showsAFreshTokenAndNeverTheOneSent() throws {
        let form = LoginForm(FormData([("csrf_token", "sent")]), csrf: TestTokens().source)
        let field = try #require(form.field("csrf_token"))
        #expect(try field.tag() == #"<input id="csrf_token" name="csrf_token" type="hidden" value="token-1">"#)
        #expect(try field.tag() == #"<input id="csrf_token" name="csrf_token" type="hidden" value="token-2">"#)
    }
}
