import CGIKit
import Testing

@Suite struct TemplateErrorTests {
    @Test(arguments: [
        ("{{ a b }}", 1, 6, "expected token 'end of print statement', got 'b'"),
        ("é\n  {{ x|nope }}", 2, 8, "No filter named 'nope'."),
        (
            "{% if x %}\n{% endfor %}", 2, 4,
            "Encountered unknown tag 'endfor'. Jinja was looking for the following tags:"
        ),
        ("{{ 'é' ? }}", 1, 8, "unexpected char '?' at 7"),
        ("line\n{# never closed", 2, 1, "Missing end of comment tag"),
    ])
    func syntaxErrorsSayWhere(source: String, line: Int, column: Int, message: String) throws {
        let error = try #require(renderingError(["page.html": source]))
        let position = try #require(error.position)
        #expect(error.message.hasPrefix(message))
        #expect((position.line, position.column) == (line, column))
        #expect(position.template == "page.html")
    }

    @Test func descriptionShowsTheLineWithACaret() throws {
        let error = try #require(renderingError(["page.html": "one\n<b>{{ 1 + }}</b>"]))
        #expect(
            error.description == """
                TemplateSyntaxError: unexpected 'end of print statement'
                  in page.html:2:11
                    <b>{{ 1 + }}</b>
                              ^
                """)
    }

    @Test func renderErrorsShowTheChainOfTemplates() throws {
        let error = try #require(
            renderingError([
                "login.html": "{% extends 'base.html' %}\n{% block content %}\n{% include 'part.html' %}{% endblock %}",
                "base.html": "<main>\n{% block content %}{% endblock %}",
                "part.html": "{% from 'macros.html' import field %}\n\n{{ field(form.email) }}",
                "macros.html": "{% macro field(field) %}\n{{ field.label.text }}\n{% endmacro %}",
            ]))
        #expect(error.kind == .undefined)
        let steps = error.chain.map { "\($0.activity) \($0.position.template):\($0.position.line)" }
        #expect(error.message == "'form' is undefined")
        #expect(steps == [" part.html:3", "block content login.html:3", " base.html:2"])
    }

    @Test func anErrorInAMacroIsAtItsStatement() throws {
        let error = try #require(
            renderingError(["page.html": "{% macro m(x) %}\n{{ x.a.b }}{% endmacro %}\n{{ m({}) }}"]))
        #expect(error.chain.map(\.position.line) == [2, 3])
        #expect(error.chain.map(\.activity) == ["macro m", ""])
    }
}
