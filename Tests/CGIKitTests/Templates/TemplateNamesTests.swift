import CGIKit
import Testing

@Suite struct TemplateNamesTests {
    /// As Jinja 3.1.6 under Python 3.11 takes them.
    @Test(arguments: [
        ("नाम", true), ("a·", true), ("℘", true), ("℮", true), ("ᢅ", true), ("ーa", true), ("aำ", true),
        ("a\u{301}", true), ("a٣", true),
        ("𐌰", true), ("·a", false), ("²", false), ("a²", false), ("\u{301}a", false), ("٣", false), ("a😀", false),
        ("a\u{200D}", false), ("a・", false),
    ])
    func namesAreMadeOfWhatIdentifiersAre(name: String, isName: Bool) throws {
        let source =
            "{{ \(name) }}|{% for \(name) in [2] %}{{ \(name) }}{% endfor %}|{{ d.\(name) }}|{{ dict(\(name)=4)['\(name)'] }}"
        if isName {
            #expect(
                try rendering(["a.html": source], [(name, 1), ("d", .dict(Dict([(.string(name), 3)])))]) == "1|2|3|4")
        } else {
            #expect(renderingError(["a.html": source])?.kind == .syntax)
        }
    }

    @Test func theSameLettersAreTheSameName() throws {
        #expect(try rendering(["a.html": "{% set ﬁ = 1 %}{{ fi }}|{{ ﬁ }}"]) == "|1")
    }

    @Test(arguments: [
        ("{{ self._TemplateReference__context.name }}", "page.html"),
        (
            "{% extends 'base.html' %}{% block b %}{{ self._TemplateReference__context.name }}{% endblock %}",
            "<page.html>"
        ),
        ("{% include 'part.html' %}", "part.html 1 d"),
        ("{% from 'macro.html' import m %}{{ m() }}", "macro.html"),
        ("{{ self._TemplateReference__context['x'] }}{{ 'x' in self._TemplateReference__context }}", "1True"),
    ])
    func aTemplateKnowsItsName(page: String, text: String) throws {
        let context = "self._TemplateReference__context"
        let output = try rendering(
            [
                "page.html": page, "base.html": "<{% block b %}{% endblock %}>",
                "part.html": "{{ \(context).name }} {{ \(context).get('x') }} {{ \(context).get('y', 'd') }}",
                "macro.html": "{% macro m() %}{{ \(context).name }}{% endmacro %}",
            ], [("x", 1)])
        #expect(output == text)
    }
}

@Suite struct UndefinedTests {
    @Test(
        arguments: [UndefinedBehavior.lenient, .chainable, .strict],
        ["", " ~ ''", "|length|replace('0', '')", "|default('')"])
    func theImpliedElseIsAlwaysLenient(behavior: UndefinedBehavior, rest: String) throws {
        let text = try rendering(["a.html": "[{{ ('a' if x)\(rest) }}]"], [("x", false)]) { $0.undefined = behavior }
        #expect(text == "[]")
    }

    @Test(arguments: [UndefinedBehavior.lenient, .chainable, .strict])
    func anAttributeOfTheImpliedElseIsAnError(behavior: UndefinedBehavior) {
        let error = renderingError(["a.html": "{{ ('a' if x).b }}"], [("x", false)]) { $0.undefined = behavior }
        #expect(error?.kind == .undefined)
        #expect(error?.message.hasPrefix("the inline if-expression on line 1") == true)
    }

    @Test(arguments: [
        ("foo.bar['baz']._undefined_name", "foo"), ("d.bar['baz']._undefined_name", "bar"),
        ("d.x['baz']._undefined_name", "baz"),
        ("d[42]._undefined_name", "42"), ("foo._undefined_hint", "None"),
        ("foo._undefined_message", "'foo' is undefined"),
        ("[]|first._undefined_name", "None"),
    ])
    func anUndefinedValueKnowsWhatItIs(expression: String, text: String) throws {
        let parts = expression.split(separator: "._")
        let output = try rendering(
            ["a.txt": "{{ (\(parts[0]))._\(parts[1]) }}"], [("d", ["x": 1])]
        ) { $0.undefined = .chainable }
        #expect(output == text)
    }
}

@Suite struct TemplateEncodingTests {
    @Test(
        arguments: [
            ([0x61, 0xE9, 0x0A], 1, 2, "0xe9 in position 1"), ([0x0A, 0x0A, 0x61, 0x80], 3, 2, "0x80 in position 3"),
            ([0x0D, 0x0A, 0xC3, 0xA9, 0xFF], 2, 2, "0xff in position 4"), ([0xC0, 0x80], 1, 1, "0xc0 in position 0"),
            ([0xED, 0xA0, 0x80], 1, 1, "0xed in position 0"), ([0xE2, 0x82], 1, 1, "0xe2 in position 0"),
            ([0xF4, 0x90, 0x80, 0x80], 1, 1, "0xf4 in position 0"),
            ([0xF8, 0x88, 0x80, 0x80, 0x80], 1, 1, "0xf8 in position 0"),
            (
                [UInt8](repeating: 0x61, count: 20) + [0xE9] + [UInt8](repeating: 0x61, count: 20), 1, 21,
                "0xe9 in position 20"
            ),
        ] as [([UInt8], Int, Int, String)])
    func bytesThatAreNotUTF8AreAnErrorAtTheirPlace(bytes: [UInt8], line: Int, column: Int, message: String) {
        let environment = TemplateEnvironment(loader: TemplateLoader { _ in bytes })
        do throws(TemplateError) {
            _ = try environment.render("a.html")
            Issue.record("\(bytes) is rendered")
        } catch {
            #expect(error.kind == .unicode)
            #expect(error.message == "'utf-8' codec can't decode byte \(message): the file must be UTF-8")
            #expect(error.position?.line == line && error.position?.column == column)
        }
        #expect(environment.check(["a.html"]).map(\.kind) == [.unicode])
    }

    @Test(arguments: ["é", "a\u{10FFFF}\u{800}\u{FFFD}", "\u{FEFF}x", "12345678é", "1234567é2345678", ""])
    func whatIsUTF8IsRendered(text: String) throws {
        #expect(try rendering(["a.html": text]) == text)
    }
}
