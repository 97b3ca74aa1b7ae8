import CGIKit
import Testing

@testable import Site

/// What would cost a parser of Markdown, or a browser, far more than its length.
@Suite struct MarkdownLimitsTests {
    private static let length = 50_000

    @Test func deepQuotesAreText() {
        let html = Markdown.render(String(repeating: ">", count: 10_000) + " a", nofollow: false).html
        #expect(count("<blockquote>", in: html) == 32)
        #expect(count("</blockquote>", in: html) == 32)
        #expect(count("&gt;", in: html) == 10_000 - 32)
    }

    @Test func deepEmphasisHasAnEnd() {
        let html = Markdown.render(
            String(repeating: "*a **b ", count: 2_000) + String(repeating: "c** d*", count: 2_000), nofollow: false
        ).html
        #expect(count("<em>", in: html) + count("<strong>", in: html) <= 64)
        #expect(count("<em>", in: html) == count("</em>", in: html))
        #expect(count("<strong>", in: html) == count("</strong>", in: html))
    }

    @Test func emptyLinesInCodeStay() {
        let source = "```\na\n" + String(repeating: "\n", count: 20) + "b\n```"
        #expect(count("\n", in: Markdown.render(source, nofollow: false).html) == 23)
    }

    /// In a block of code that stands in nothing else, nothing nests.
    @Test(arguments: [
        many("- ", 500), many("> ", 500), many("* ", 500), "a\n" + many("1. ", 500) + "\n" + many(">", 500),
        many("- ", 500) + "\n```",
        String(repeating: "\n", count: 100) + "b", "a\n" + String(repeating: " \n", count: 50) + many("> ", 500),
    ])
    func codeIsAsItWasWritten(code: String) {
        for (source, info) in [
            ("````\n\(code)\n````\n", ""), ("- a\n\n~~~ b c\n\(code)\n~~~", " class=\"language-b\""),
            ("````\n\(code)", ""),
            ("\(Self.many("> ", 500))a\r\n\r\n````\r\n\(code)\r\n````", ""),
        ] {
            let html = Markdown.render(source, nofollow: false).html
            let expected = "<pre><code\(info)>\(Markup(escaping: code).html)\n</code></pre>\n"
            #expect(html.hasSuffix(expected))
        }
        guard !code.hasPrefix("\n") else { return }
        let indented =
            "a\n\n    " + code.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ")
        #expect(
            Markdown.render(indented, nofollow: false).html.hasSuffix(
                ">\(Markup(escaping: code).html)\n</code></pre>\n"))
    }

    /// What looks like a fence opens none, or is closed, or stands in something that nests: the limit holds.
    @Test(arguments: [
        "```\n```\n", "````\na\n`````\n", "~~~\n```\n~~~\n", "<pre>\n```\n</pre>\n", "<div>\n```\n\n", "``` `\n",
        "    ```\n",
        "a\n    ```\n", "- ```\n", "- a\n\n  ```\n", "> ```\n", "\\```\n", "``\n", "- ```\n  b\n  ```\n- ",
        "   ```\n   ```\n",
        "```\n    ```\n```\n", "[a]: /b '\n```\n'\n", "\t```\n", "`````\na\n\t`````\n`````\n", "> ~~~\n>", "- ```\n  ",
        "1. ~~~\n   ",
    ])
    func theLimitOnNestingHolds(before: String) {
        for marks in ["> ", "- ", ">", "1) "] {
            for blankLines in [0, 50] {
                let source = before + String(repeating: "\n", count: blankLines) + Self.many(marks, 500) + "a"
                let html = Markdown.render(source, nofollow: false).html
                #expect(count("<blockquote>", in: html) + count("<li>", in: html) <= 34)
            }
        }
    }

    /// What is code outside of every container is found in the source as it is tamed, and is put back as it was: nothing else
    /// becomes anything else by that.
    @Test func codeThatIsPutBackChangesNothingAround() {
        let parts = [
            "```", "~~~", "````", "\n", "\n", "\r\n", " ", "    ", "\t", "- ", "> ", "1. ", "a", "<pre>", "</pre>",
            "<div>", "`",
            Self.many("> ", 1000), Self.many("- ", 1200), Self.many("\n", 1200),
        ]
        let tags = ["<blockquote>", "<ul>", "<ol", "<li>", "<p>", "<pre>", "<hr>", "<code", "&lt;"]
        var state: UInt32 = 1
        for _ in 0..<150 {
            var source = ""
            for _ in 0..<24 {
                state = state &* 1_664_525 &+ 1_013_904_223
                source += parts[Int(state >> 16) % parts.count]
            }
            let html = Markdown.render(source, nofollow: false).html
            let tamed = String(decoding: MarkdownSource(Array(source.utf8)).tamed, as: UTF8.self)
            let other = Markdown.render(tamed, nofollow: false).html
            #expect(tags.map { count($0, in: html) } == tags.map { count($0, in: other) }, "\(source.debugDescription)")
        }
    }

    @Test func tablesHaveAnEnd() {
        let rows = String(repeating: "|a|b\n", count: 6_000)
        let html = Markdown.render("|c|d|\n|-|-|\n\(rows)", nofollow: false).html
        #expect(count("<td>", in: html) < 10_000)
        #expect(count("a", in: html) > 5_900)
        let columns = String(repeating: "|", count: 200)
        #expect(
            count("<table>", in: Markdown.render("\(columns)\n|\(Self.many("-|", 250))\n", nofollow: false).html) == 0)
        let tables = Markdown.render(String(repeating: "|a|\n|-|\n\n", count: 150), nofollow: false).html
        #expect(count("<table>", in: tables) == 100)
    }

    @Test func linksByReferenceWorkUntilTheyAreTooMuch() {
        let definitions = (1...400).map { "[\($0)]: https://a.example/\($0)\n" }.joined()
        let links = (1...400).map { "[\($0)] " }.joined()
        #expect(count("<a ", in: Markdown.render(links + "\n\n" + definitions, nofollow: false).html) == 400)
    }

    @Test func definitionsThatAreTooMuchStayText() {
        for label in ["a", "a\\"] {
            let source = "[\(label)]: /" + Self.many("b", 2) + "\n\n" + Self.many("[\(label)] [\(label)\\] ", 16)
            #expect(count("<a ", in: Markdown.render(source, nofollow: false).html) == 0)
        }
    }

    @Test(arguments: ["<http://a", "<ftp://a", "\\<http://a", "<https://a.example"])
    func aWordHasFiftyBareLinks(link: String) {
        let word = Self.many(link, link.utf8.count)
        #expect(count("<a ", in: Markdown.render(word, nofollow: false).html) <= 50)
        #expect(!MarkdownSource(Array(String(repeating: link + " ", count: 2_000).utf8)).isAltered)
    }

    /// Each link that ends goes through all the marks before it.
    @Test(arguments: [
        "[a](/b)*", "[a](/b)_", "[a](/b)~c ", "![[a](/b)", "[a](/b)![", "![a](/b)*", "[a](/b)*\n", "[a](/b)*\n    >\n",
        "[a](/b)\\]*", "[a\\](/b)*", "[a\\\\](/b)*", "[a](/b)*\n>     >\n",
        "[a](/b)*\n    - a\n", "[a](/b)*\n-a\n", "[a](/b)*\n\t- a\n",
    ])
    func aParagraphHasLinksUpToAnAmountOfWork(link: String) {
        let html = Markdown.render(Self.many(link, link.utf8.count), nofollow: false).html
        #expect(count("<a ", in: html) <= 4_100)
        #expect(!MarkdownSource(Array(Self.many(link + "\n\n", link.utf8.count + 2).utf8)).isAltered)
    }

    @Test func longListsOfLinksStayAsTheyAre() {
        let source = "# a\n\n" + String(repeating: "* [a_b](/c_d) is *e*, **f**!\n", count: 1_700)
        #expect(!MarkdownSource(Array(source.utf8)).isAltered)
    }

    /// Each of these took a minute, or a gigabyte. The bounds are far above what they take now, and far below that.
    @Test(arguments: costly.keys.sorted())
    func costIsInProportion(to name: String) throws {
        let source = try #require(Self.costly[name])
        var html = ""
        let time = ContinuousClock().measure { html = Markdown.render(source, nofollow: true).html }
        #expect(time < .seconds(5))
        #expect(html.utf8.count < 40 * source.utf8.count)
    }

    private static let costly = [
        "a deep list, then nothing": many("- ", 4) + "a" + many("\n", 2),
        "numbers, old line ends": many("1. ", 6) + "a" + many("\r", 2),
        "lists in quotes": many("> - ", 8) + "a\n" + many(">\n", 4),
        "a stair of lists": (1...200).map { String(repeating: "  ", count: $0) + "- a\n" }.joined() + many("\n", 5),
        "images that never end": many("![[]()", 6),
        "a fence in a deep list": many("- ", 4) + "```\n" + many("- ", 4) + many("\n", 4),
        "a fence in quotes": many("> ", 8) + "```\n" + String(repeating: many("> ", 500) + "\n", count: 250),
        "a fence, then lists": "```\n" + many("- ", 8) + "\n```\n" + many("- ", 4) + "a" + many("\n", 4),
        "many fences": many("```\n" + String(repeating: "> ", count: 40) + "\n```\n", 88),
        "links that never end": many("[a](", 4),
        "emphases that never end": many("*a_ ", 4),
        "a wide table of short rows": "|" + many("|", 5) + "\n|" + many("-|", 5) + "\n" + many("a\n", 4),
        "a table of sixty columns": many("|", 1000) + "\n|" + many("-|", 1000) + "\n" + many("a\n", 2),
        "tables that never begin": many("|\n|-|\n", 6),
        "tables in quotes": many("> |a|b|\n> |-|-|\n", 16),
        "bare links in a word": many("www._", 5),
        "bare links and brackets": many("www.a", 10) + many(")", 2),
        "bare links that begin in a bracket": many("<http://a", 9),
        "links and emphases that never end": many("[]()*", 5),
        "addresses in a word": many("a@b.", 4),
        "a long title used often": "[a]: /b\n'" + many("b\n", 4) + "'\n\n" + many("[a] ", 8),
        "a long address used often": "[a]: /" + many("b", 2) + "\n\n" + many("[a] ", 8),
    ]

    /// Repeats a text to a part of the length.
    private static func many(_ text: String, _ part: Int) -> String { String(repeating: text, count: length / part) }

    private func count(_ part: String, in text: String) -> Int {
        text.split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
