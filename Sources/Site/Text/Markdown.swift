import CCMark
import CGIKit

/// What people write: GitHub Flavored Markdown (https://github.github.com/gfm/), made into HTML once, when it is written.
///
/// Nothing in it can become more than text and the tags of Markdown itself: raw HTML is shown as the text that it is,
/// links that lead to anything but pages and mail are plain text, and images, which no page here loads from elsewhere,
/// are links to them.
public enum Markdown {
    /// Another number means that the same source may give other HTML: what is stored with an older one is rendered again.
    public static var version: Int { ccmark_version << 8 | 3 }

    /// The HTML of a text. It is safe whatever the text contains.
    ///
    /// - Parameters:
    ///   - source: The Markdown.
    ///   - nofollow: Whether links tell search engines to ignore them, for authors whom the site does not know yet.
    ///   - topHeading: The level of a first-level heading, 1 to 6, because the page has headings of its own above it.
    @export(interface) public static func render(_ source: String, nofollow: Bool, topHeading: Int = 2) -> Markup {
        var html = MarkdownHTML(nofollow: nofollow, topHeading: topHeading, sourceLength: source.utf8.count)
        MarkdownDocument(source).forEach { html.append($0) }
        return Markup(html: html.text)
    }

    /// What a text that people write has to be.
    ///
    /// - Parameters:
    ///   - missing: what is said where there is none.
    ///   - most: the most characters.
    static func checks(_ missing: String, most: Int) -> [Validator] {
        [
            .dataRequired(message: missing),
            .length(max: most, message: "The text cannot be longer than %(max)d characters."), isVisible(missing),
        ]
    }

    /// Accepts only source of which something is seen when it is rendered: `&#8203;` is as empty as nothing.
    ///
    /// To stand behind the other checks: source that one of them refuses is not parsed.
    private static func isVisible(_ missing: String) -> Validator {
        .custom { (_, field) throws(ValidationError) in
            let source = field.value.text
            if !VisibleText.hasVisible(source) { throw ValidationError(missing) }
            if field.errors.isEmpty, !showsSomething(source) {
                throw ValidationError("This text contains nothing visible.")
            }
        }
    }

    static func showsSomething(_ source: String) -> Bool {
        var isVisible = false
        MarkdownDocument(source).forEach { event in
            if !isVisible, case .enter(let node) = event { isVisible = node.isVisible }
        }
        return isVisible
    }

    /// The beginning of a text as a line of plain text, cut between words.
    ///
    /// - Parameters:
    ///   - source: The Markdown.
    ///   - length: The greatest number of characters (Unicode code points), without the ellipsis.
    @export(interface) public static func excerpt(_ source: String, length: Int) -> String {
        var excerpt = MarkdownExcerpt(length: length)
        MarkdownDocument(source).forEach { event in if !excerpt.isFull { excerpt.append(event) } }
        return excerpt.text
    }

    /// The same, each of its paragraphs apart.
    static func excerptParagraphs(_ source: String, length: Int) -> [String] {
        var excerpt = MarkdownExcerpt(length: length, separator: "\n")
        MarkdownDocument(source).forEach { event in if !excerpt.isFull { excerpt.append(event) } }
        return excerpt.text.utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
    }
}
