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

    @Test(arguments: [
        "{{ 'x' * 10**9 }}", "{{ ['x'] * 10**10 }}", "{{ 10 ** (10 ** 10) }}", "{{ 'x'.center(10**9) }}",
        "{{ 'x'|center(10**9) }}", "{{ '%1000000000d' % 1 }}", "{{ '{:1000000000}'.format(1) }}",
        "{{ range(10**12)|list }}", "{{ 'x'|indent(10**9) }}", "{% for i in range(10**12) %}{% endfor %}",
        "{% for i in range(10**6) %}{{ 'x' * 1000 }}{% endfor %}", "{{ [1]|batch(10**12, 1)|list }}",
        "{{ [1]|slice(10**12)|list }}", "{{ 'x'.zfill(10**9) }}", "{{ '\t'.expandtabs(10**9) }}", "{{ lipsum(10**9) }}",
        "{{ ('a' * 10**6).replace('a', 'b' * 10**6) }}", "{{ ('a' * 10**6)|replace('', 'b' * 10**6) }}",
        "{{ ('x' * 10**6).join(['a'] * 10**5) }}", "{{ (['a'] * 10**5)|join('x' * 10**6) }}",
        "{{ ('{0}' * 10**5).format('x' * 10**5) }}", "{{ ('%(a)s' * 10**5) % {'a': 'x' * 10**5} }}",
        "{{ ('\\t' * 10**6).expandtabs(1000) }}", "{{ ('a ' * 10**4)|wordwrap(1, true, 'x' * 10**5) }}",
        "{{ ('a\\n' * 10**5)|indent(10000) }}", "{{ ('a' * 10**5).translate({97: 'b' * 10**5}) }}",
        "{{ 'x' * 10**6 * 100 ~ 'y' }}", "{{ ([[1] * 10**4] * 10**5)|sum(start=[]) }}",
        "{% set ns = namespace(s='x') %}{% for i in range(64) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{% set ns = namespace(s='x') %}{% for i in range(64) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(64) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{% set l = [] %}{% for i in range(10**5) %}{% set _ = l.append('x' * 10**6 ~ i) %}{% endfor %}",
    ])
    func bigResultsAreErrors(source: String) {
        let error = renderingError(["page.html": source]) { $0.limits.iterations = 100_000 }
        #expect(error != nil)
    }

    /// Few lists that hold each other twice stand for more values than there is time for.
    @Test(arguments: [
        "{{ a }}", "{{ a|tojson }}", "{{ a|pprint }}", "{{ a == b }}", "{{ a < b }}", "{{ {t: 1} }}",
        "{{ t|unique|list }}",
    ])
    func listsOfManyShareValuesAreErrors(source: String) {
        let nested = """
            {% set ns = namespace(a=[1], b=[1], t=(1,)) %}{% for i in range(64) %}{% set ns.a = [ns.a, ns.a] %}
            {% set ns.b = [ns.b, ns.b] %}{% set ns.t = (ns.t, ns.t) %}{% endfor %}
            {% set a, b, t = ns.a, ns.b, ns.t %}
            """
        #expect(renderingError(["page.html": nested + source]) != nil)
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

    /// Each would take hours if it compared every position with every other.
    @Test(arguments: [
        "{{ ('a' * 10**6 ~ 'b') in ('a' * 3 * 10**6) }}", "{{ ('a' * 3 * 10**6).find('a' * 10**6 ~ 'b') }}",
        "{{ ('a' * 3 * 10**6).rfind('b' ~ 'a' * 10**6) }}", "{{ ('a' * 3 * 10**6).rsplit('b' ~ 'a' * 10**6)|length }}",
        "{{ ('a' * 3 * 10**6).count('a' * 10**6 ~ 'b') }}", "{{ ('a' * 3 * 10**6)|replace('a' * 10**6 ~ 'b', '') }}",
        "{{ ('a' * 10**5)|wordwrap(1)|length }}",
    ])
    func searchesAreLinear(source: String) throws {
        _ = try rendering(["page.html": source])
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
