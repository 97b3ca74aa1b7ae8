import CGIKit
import Testing

@Suite struct TranslationTests {
    @Test(arguments: [
        ("{% trans %}Hello!{% endtrans %}", "Hello!"),
        ("{% trans user='<Zoë>' %}Hello {{ user }}, 100%{% endtrans %}", "Hello &lt;Zoë&gt;, 100%"),
        ("{% trans n=1 %}one{% pluralize %}{{ n }} many{% endtrans %}", "one"),
        ("{% trans n=2 %}one{% pluralize %}{{ n }} many{% endtrans %}", "2 many"),
        ("{% trans a=1, n=2 %}one{% pluralize n %}{{ a }} {{ n }}{% endtrans %}", "1 2"),
        ("{% trans count=[1, 2]|length %}one{% pluralize %}{{ count }}{% endtrans %}", "2"),
        ("{% trans n=range(3)|list|length %}one{% pluralize %}{{ n }}{% endtrans %}", "3"),
        ("{% trans trimmed %}\n  a\n  b  c\n{% endtrans %}", "a b  c"),
        ("{% trans notrimmed %} a {% endtrans %}", " a "),
        ("{% trans 'month' %}May{% endtrans %}", "May"),
        ("{% trans 'c' n=2 %}one{% pluralize %}{{ n }}{% endtrans %}", "2"),
        ("{{ _('a %(b)s', b='<') }} {{ gettext('x') }}", "a &lt; x"),
        ("{{ ngettext('%(num)d day', '%(num)d days', 3) }}", "3 days"),
        ("{{ pgettext('c', 'in %(context)s') }} {{ npgettext('c', 'a', 'b', 1) }}", "in c a"),
        ("{% trans %}{{ missing }}.{% endtrans %}", "."),
    ])
    func textsStayAsTheyAreWithoutATranslator(source: String, expected: String) throws {
        #expect(try rendering(["page.html": source]) { $0.extensions = .translations } == expected)
    }

    @Test func aTranslatorIsAskedForEachText() throws {
        let source = "{% trans n=2, who='<Z>' %}a day{% pluralize %}{{ n }} days, {{ who }}{% endtrans %}|{{ _('x') }}"
        let page = try rendering(["page.html": source]) { environment in
            environment.extensions = .translations
            environment.translate = { (text) throws(TemplateError) in
                text.plural.map { _ in "%(n)s Tage, <b>%(who)s</b>" }
            }
        }
        #expect(page == "2 Tage, <b>&lt;Z&gt;</b>|x")
    }

    @Test(arguments: [
        ("{% trans %}{% trans %}", "trans blocks can't be nested; did you mean `endtrans`?", 15),
        ("{% trans %}{% if x %}", "control structures in translatable sections are not allowed; saw `if`", 15),
        ("{% trans %}a", "unclosed translation block", 12),
        ("{% trans %}a{% pluralize %}b{% endtrans %}", "pluralize without variables", 4),
        (
            "{% trans n=1 %}{% pluralize %}{% pluralize %}",
            "a translatable section can have only one pluralize section", 34
        ),
        ("{% trans n=1 %}a{% pluralize m %}b{% endtrans %}", "unknown variable 'm' for pluralization", 30),
        ("{% trans n, n %}{% endtrans %}", "translatable variable 'n' defined twice.", 13),
        ("{% trans %}{{ a.b }}{% endtrans %}", "expected token 'end of print statement', got '.'", 16),
    ])
    func mistakesAreErrorsWithTheirPlace(source: String, message: String, column: Int) throws {
        let error = try #require(renderingError(["page.html": source]) { $0.extensions = .translations })
        #expect(error.message == message)
        #expect(error.position?.column == column)
    }
}
