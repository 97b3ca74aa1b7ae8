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
        "links that never end": many("[a](", 4),
        "emphases that never end": many("*a_ ", 4),
        "a long address used often": "[a]: /" + many("b", 2) + "\n\n" + many("[a] ", 8),
    ]

    /// Repeats a text to a part of the length.
    private static func many(_ text: String, _ part: Int) -> String { String(repeating: text, count: length / part) }

    private func count(_ part: String, in text: String) -> Int {
        text.split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
