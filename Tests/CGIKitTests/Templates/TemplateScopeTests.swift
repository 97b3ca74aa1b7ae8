import CGIKit
import Testing

/// What the cases do not have: found by comparing generated templates with Jinja2.
@Suite struct TemplateScopeTests {
    @Test(arguments: [
        ("{% set x = 1 %}{% macro m() %}{{ x }}{% set x = 2 %}{{ x }}{% endmacro %}{{ m() }}", "12"),
        (
            "{% for y in [1, 2] %}{% macro m(q=y) %}{{ y }}{% set y = 3 %}{{ q }}{{ y }}{% endmacro %}{{ m() }} {% endfor %}",
            "113 223 "
        ),
        ("{% for x in [[[]]] recursive %}{{ x }}{{ loop(x) }}{% endfor %}", "[[]][]"),
        ("{% for i in [1, 2] %}{% filter upper %}a{% break %}{% endfilter %}{% endfor %}.", "."),
        ("{% for i in [1, 2] %}{% set x %}a{% continue %}{% endset %}{{ x }}{% endfor %}.", "."),
        ("{{ [1, 'a']|map(attribute='nope', default=none)|list }}", "[Undefined, Undefined]"),
        ("{{ ''|wordwrap(0) }}.", "."),
        ("{{ '%a' % 'é' }}{{ '{!a}'.format('\\u20ac\\U0001f600') }}", "'\\xe9''\\u20ac\\U0001f600'"),
        ("{{ (2**65).bit_length() }} {{ (255).bit_count() }} {{ '{a}'.format_map({'a': 1}) }}", "66 8 1"),
    ])
    func rendersAsJinjaDoes(source: String, expected: String) throws {
        #expect(try rendering(["page.txt": source]) { $0.extensions = .all } == expected)
    }

    @Test(arguments: [
        ("{% break %}", "'break' outside loop"),
        ("{% for i in [1] %}{% macro m() %}{% continue %}{% endmacro %}{% endfor %}", "'continue' outside loop"),
        ("{% for i in [] %}{% else %}{% break %}{% endfor %}", "'break' outside loop"),
        ("{{ {1: 2}|xmlattr }}", "expected string or bytes-like object, got 'int'"),
    ])
    func errorsAreJinjas(source: String, message: String) {
        #expect(renderingError(["page.html": source]) { $0.extensions = .all }?.message == message)
    }

    @Test func strictUndefinedValuesInAListArePrinted() throws {
        #expect(try rendering(["page.txt": "{{ [x] }}"]) { $0.undefined = .strict } == "[Undefined]")
    }
}
