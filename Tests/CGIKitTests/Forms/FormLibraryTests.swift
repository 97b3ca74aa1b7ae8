import CGIKit
import Testing

/// What the macros of public form libraries ask forms and fields for, as WTForms 3 answers.
@Suite struct FormLibraryTests {
    final class Sample: Form {
        let text = StringField("text", "Text", [.dataRequired(), .length(max: 9)], description: "Help")
        let email = EmailField("email")
        let password = PasswordField("password")
        let isOn = BooleanField("is_on")
        let area = TextAreaField("area")
        let choice = SelectField("choice", choices: ["a", "b"])
        let radio = RadioField("radio", choices: ["a", "b"])
        let number = IntegerField("number")
        let day = DateField("day")
        let upload = FileField("upload")
        let secret = HiddenField("secret")
        let send = SubmitField("send", "Send")

        override var fields: [Field] {
            [text, email, password, isOn, area, choice, radio, number, day, upload, secret, send]
        }
    }

    private func text(_ template: String, _ data: FormData? = nil) throws -> String {
        let csrf = CSRFTokenSource(token: { "a.token" }, check: { _ in nil })
        return try rendering(["a.html": template], [("form", .object(Sample(data, csrf: csrf)))])
    }

    @Test(arguments: [
        ("text", "text", "TextInput", "StringField"), ("email", "email", "EmailInput", "EmailField"),
        ("password", "password", "PasswordInput", "PasswordField"),
        ("is_on", "checkbox", "CheckboxInput", "BooleanField"),
        ("area", "", "TextArea", "TextAreaField"), ("choice", "", "Select", "SelectField"),
        ("radio", "", "ListWidget", "RadioField"),
        ("number", "number", "NumberInput", "IntegerField"), ("day", "date", "DateInput", "DateField"),
        ("upload", "file", "FileInput", "FileField"), ("secret", "hidden", "HiddenInput", "HiddenField"),
        ("send", "submit", "SubmitInput", "SubmitField"), ("csrf_token", "hidden", "HiddenInput", "CSRFTokenField"),
    ])
    func aFieldTellsItsWidget(name: String, input: String, widget: String, type: String) throws {
        let template = """
            {{ form.\(name).widget.input_type }}|{{ form['\(name)'].widget.__class__.__name__ }}|{{ form.\(name).type }}|\
            {{ form.\(name).__class__.__name__ }}|{{ '\(name)' in form }}
            """
        #expect(try text(template) == "\(input)|\(widget)|\(type)|\(type)|True")
    }

    @Test(arguments: [
        ("{{ 'nope' in form }}{{ form.nope is defined }}{{ form['nope'] is defined }}", "FalseFalseFalse"),
        ("{{ form.csrf_token.current_token }}", "a.token"),
        ("{{ form.text.flags.required }}{{ form.email.flags.required }}{{ form.text.flags.maxlength }}", "TrueNone9"),
        (
            "{{ form.text.description }}|{{ form.text.short_name }}|{{ form.text.label.text }}|{{ form.text.label.field_id }}",
            "Help|text|Text|text"
        ),
        (
            "{{ form._fields|length }}{{ form._fields['email'].name }}|{{ form|map(attribute='name')|first }}",
            "13email|text"
        ),
        (
            "{{ form.email.widget(form.email, class='x') }}",
            "<input class=\"x\" id=\"email\" name=\"email\" type=\"email\" value=\"\">"
        ),
        ("{{ form.is_submitted() }}{{ form.errors }}{{ form.data.is_on }}", "False{}False"),
        (
            "{% set kwargs = dict(required=True, **{'class': 'a'}) %}{{ form.email(**kwargs) }}",
            "<input class=\"a\" id=\"email\" name=\"email\" required type=\"email\" value=\"\">"
        ),
        ("{% for f in form if f.widget.input_type == 'hidden' %}{{ f.name }} {% endfor %}", "secret csrf_token "),
    ])
    func aFormAnswersMacros(template: String, expected: String) throws {
        #expect(try text(template) == expected)
    }

    @Test func aFormThatWasSentSaysSo() throws {
        #expect(try text("{{ form.is_submitted() }}", FormData([("text", "x")])) == "True")
    }

    @Test func aWidgetDrawsFieldsOnly() {
        let form = Sample()
        let error = renderingError(["a.html": "{{ form.email.widget('x') }}"], [("form", .object(form))])
        #expect(error?.kind == .type)
    }
}
