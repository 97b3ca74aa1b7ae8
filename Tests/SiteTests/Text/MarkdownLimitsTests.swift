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
    @Test(arguments: [
        String(repeating: "- ", count: length / 4) + "a" + String(repeating: "\n", count: length / 2),
        String(repeating: "1. ", count: length / 6) + "a" + String(repeating: "\r", count: length / 2),
        String(repeating: "> - ", count: length / 8) + "a\n" + String(repeating: ">\n", count: length / 4),
        (1...200).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
            + String(repeating: "\n", count: length / 5),
        String(repeating: "![[]()", count: length / 6),
        String(repeating: "[a](", count: length / 4),
        String(repeating: "*a_ ", count: length / 4),
        "[a]: /" + String(repeating: "b", count: length / 2) + "\n\n" + String(repeating: "[a] ", count: length / 8),
    ])
    func costIsInProportion(source: String) {
        var html = ""
        let time = ContinuousClock().measure { html = Markdown.render(source, nofollow: true).html }
        #expect(time < .seconds(5))
        #expect(html.utf8.count < 40 * source.utf8.count)
    }

    private func count(_ part: String, in text: String) -> Int {
        text.split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
