import CGIKit
import Testing

@Suite struct TemplateLimitTests {
    @Test(arguments: [
        ("{% extends 'page.html' %}", "template 'page.html' extends itself"),
        ("{% include 'page.html' %}", "maximum recursion depth exceeded"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "maximum recursion depth exceeded"),
        ("{% block a %}{{ self.a() }}{% endblock %}", "maximum recursion depth exceeded"),
        ("{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}", "maximum recursion depth exceeded"),
        (
            "{% set a, b = [], [] %}{{ a.append(a) }}{{ b.append(b) }}{{ a == b }}",
            "maximum recursion depth exceeded in comparison"
        ),
    ])
    func endlessRecursionIsAnError(source: String, message: String) {
        #expect(renderingError(["page.html": source])?.message == message)
    }

    @Test func aListInItselfIsPrinted() throws {
        #expect(
            try rendering(["page.txt": "{% set l = [1] %}{% set _ = l.append(l) %}{{ l }}"]) == "[1, [...]]")
    }

    @Test(arguments: [
        String(repeating: "(", count: 5000), String(repeating: "[", count: 5000),
        String(repeating: "not ", count: 5000),
        String(repeating: "-", count: 5000), "1" + String(repeating: "+1", count: 5000),
        "a" + String(repeating: ".a", count: 5000), "a" + String(repeating: "|e", count: 5000),
        "a" + String(repeating: "()", count: 5000), "a" + String(repeating: "[a", count: 5000),
        "1" + String(repeating: " if 1 else 1", count: 5000), "{" + String(repeating: "1:{", count: 5000),
    ])
    func deepExpressionsAreErrors(source: String) {
        #expect(renderingError(["page.html": "{{ \(source) }}"])?.kind == .syntax)
    }

    @Test func deepBlocksAreErrors() {
        let error = renderingError(["page.html": String(repeating: "{% if 1 %}", count: 5000)])
        #expect(error?.message == "too much nesting")
    }

    @Test func longListsAreNotDeep() throws {
        let list = (0..<5000).map { "(\($0), f('a').b)" }.joined(separator: ", ")
        let f = Value.function("f") { (_) throws(TemplateError) in ["b": 1] }
        #expect(try rendering(["page.html": "{{ [\(list)]|length }}"], [("f", f)]) == "5000")
    }

    @Test func stringsAndListsThatAreKeptAreLimited() {
        let source = "{% set l = [] %}{% for i in range(10**5) %}{% set _ = l.append('x' * 10**4 ~ i) %}{% endfor %}"
        let error = renderingError(["page.html": source]) { $0.limits.memory = 1 << 20 }
        #expect(error?.message == "more than 1048576 bytes of strings and lists")
    }

    @Test(arguments: [
        "{% set ns = namespace(a=[]) %}{% for i in range(10**5) %}{% set ns.a = [ns.a] %}{% endfor %}",
        "{% set ns = namespace(a={}) %}{% for i in range(10**5) %}{% set ns.a = {1: ns.a} %}{% endfor %}",
        "{% set ns = namespace(a=1) %}{% for i in range(10**5) %}{% set ns.a = namespace(a=ns.a) %}{% endfor %}",
    ])
    func manyListsInEachOtherAreLetGo(source: String) throws {
        #expect(try rendering(["page.html": source + "."]) == ".")
    }

    @Test(arguments: ["9", "0x9", "a.9"])
    func numbersOfTooManyDigitsAreErrors(start: String) {
        let source = "{{ \(start)\(String(repeating: "9", count: 5000)) }}"
        #expect(renderingError(["page.html": source])?.message == "Exceeds the limit (4300 digits) for integers")
    }

    @Test func outputIsLimited() {
        let error = renderingError(["page.html": "{% for i in range(1000) %}{{ i }}{% endfor %}"]) {
            $0.limits.bytes = 1000
        }
        #expect(error?.kind == .memory)
    }

    @Test(arguments: [
        "{{ 9223372036854775807 + 1 }}", "{{ -9223372036854775808 // -1 }}", "{{ -9223372036854775808 % -1 }}",
        "{{ (-9223372036854775807 - 1) * -1 }}", "{{ [1][9223372036854775807:] }}",
        "{{ 'abc'[::-9223372036854775807] }}",
        "{{ range(-9223372036854775807, 9223372036854775807) }}", "{{ 5|round(9223372036854775807) }}",
        "{{ 1.5|round(9223372036854775807) }}", "{{ 1.5|round(-9223372036854775807) }}",
        "{{ 15|round(-9223372036854775807) }}", "{{ 'a'|truncate(9223372036854775807) }}",
        "{{ 'a'.replace('a', 'b', -9223372036854775807) }}", "{{ 'a b'.split(none, 9223372036854775807) }}",
        "{{ [1].insert(-9223372036854775807, 1) }}", "{{ [1].pop(9223372036854775807) }}",
        "{{ (-9223372036854775807 - 1)|abs }}", "{{ [1,2]|batch(0)|list }}", "{{ [1,2]|batch(-1)|list }}",
        "{{ [1,2]|slice(-1)|list }}", "{{ 'abc'|wordwrap(0) }}", "{{ 'abc'|wordwrap(-1) }}", "{{ ''.center(-5) }}",
        "{{ 1e308 * 10 }}", "{{ (1e308 * 10)|int }}", "{{ (1e308 * 10)|round }}", "{{ 1e308 ** 2 }}", "{{ 0 ** -1 }}",
        "{{ (-8) ** 0.5 }}", "{{ 'x'|truncate(-1) }}", "{{ 'x'|indent(-1) }}", "{{ 'abc'|center(-1) }}",
        "{{ '%*d' % (-9223372036854775807, 1) }}", "{{ '%.99999999999999999999d' % 1 }}", "{{ ''|first }}",
        "{{ range(0, 9223372036854775807, 9223372036854775806)|list }}", "{{ range(9)[::-9223372036854775807] }}",
        "{{ 'abc'.find('c', -9223372036854775807) }}", "{{ 'abc'.count('', 9223372036854775807) }}",
        "{{ '{:.9999999999999999999}'.format(1.5) }}", "{{ '{0[9999999999999999999]}'.format([1]) }}",
        "{{ 'a'|int(base=99) }}", "{{ 'a'|int(base=-9223372036854775807) }}", "{{ 1|filesizeformat }}",
        "{{ (10**400)|float }}", "{{ (10**400)|filesizeformat }}", "{{ (10**400) / 3 }}", "{{ 1e400 }}",
        "{{ 10**400 * 1.0 }}",
        "{{ 'x' % () }}", "{{ '%' % () }}", "{{ '%(' % {} }}", "{{ '{' .format() }}", "{{ '{!'.format(1) }}",
        "{{ '%c' % -1 }}", "{{ '%c' % 1114112 }}", "{{ '{:c}'.format(-1) }}", "{{ [1,2,3].index(1, 5, 2) }}",
        "{{ range(10**18)|sum }}", "{{ loop }}{{ super() }}", "{{ 5.bit_length() }}", "{{ 'x'|urlize(-1) }}",
    ])
    func oddNumbersDoNotTrap(source: String) {
        _ = renderingError(["page.html": source]) { $0.limits.iterations = 100_000 }
    }
}
