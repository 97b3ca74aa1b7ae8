import CGIKit
import Testing

extension Value {
    var html: String? { if case .markup(let markup) = self { markup.html } else { nil } }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var items: [Value]? { if case .list(let list) = self { list.items } else { nil } }
}

/// What templates reach of a form, by the ways they reach it.
@Suite struct FormTemplateTests {
    private let form = LoginForm(FormData([("email", "x")]), csrf: TestTokens().source)

    private func email() throws -> TemplateObject {
        guard case .object(let email)? = try form.attribute("email") else { throw TemplateError(.type, "no object") }
        return email
    }

    @Test func givesFieldsByName() throws {
        #expect(try email() === form.email)
        #expect(try form.attribute("recaptcha") == nil)
        #expect(try form.elements()?.count == 3)
    }

    @Test func givesAttributesOfFields() throws {
        #expect(try email().attribute("id")?.text == "email")
        #expect(try email().attribute("name")?.text == "email")
        #expect(try email().attribute("short_name")?.text == "email")
        #expect(try email().attribute("type")?.text == "StringField")
        #expect(try email().attribute("data")?.text == "x")
        #expect(try email().attribute("nonsense") == nil)
    }

    @Test func givesErrorsAfterValidation() throws {
        #expect(try email().attribute("errors")?.items?.isEmpty == true)
        #expect(!form.validate())
        #expect(try email().attribute("errors")?.items?.map { $0.text } == ["Invalid email address."])
        guard case .dict(let errors)? = try form.attribute("errors") else { throw TemplateError(.type, "no dict") }
        #expect(errors.entries.map { $0.key.text } == ["email", "password", "csrf_token"])
    }

    @Test func callsDrawFieldsAndLabels() throws {
        let input = Arguments(keyword: [("class", .string("input text"))])
        #expect(
            try email().call(input).html
                == #"<input class="input text" id="email" name="email" required type="text" value="x">"#)
        guard case .object(let label)? = try email().attribute("label") else { throw TemplateError(.type, "no label") }
        #expect(
            try label.call(Arguments(keyword: [("class", .string("label"))])).html
                == #"<label class="label" for="email">Email address</label>"#)
        #expect(try label.attribute("text")?.text == "Email address")
    }

    @Test func positionalArgumentsAreRefused() throws {
        #expect(throws: TemplateError.self) { try email().call(Arguments(positional: [.string("x")])) }
    }

    @Test func anAbsentFlagIsNone() throws {
        guard case .object(let flags)? = try email().attribute("flags") else { throw TemplateError(.type, "no flags") }
        guard case .bool(true)? = try flags.attribute("required"), case Value.none? = try flags.attribute("readonly")
        else {
            Issue.record("required is true and readonly none")
            return
        }
    }

    @Test func hiddenTagDrawsHiddenFields() throws {
        guard case .function(let hiddenTag)? = try form.attribute("hidden_tag") else {
            throw TemplateError(.type, "no function")
        }
        let token = #"<input id="csrf_token" name="csrf_token" type="hidden" value="token-"#
        #expect(try hiddenTag.body(Arguments()).html == token + #"1">"#)
        let named = Arguments(positional: [.string("email"), .string("csrf_token"), .string("absent")])
        #expect(try hiddenTag.body(named).html == token + #"2">"#)
    }
}
