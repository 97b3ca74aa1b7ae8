import CCMark
import CGIKit

/// Writes a document as HTML. Only the tags that are written here can come out of it; all else is escaped.
struct MarkdownHTML {
    private let rel: String
    private let topHeading: Int
    private var output: [UInt8] = []
    /// How many quotes, lists, items and emphases are open. Beyond the limit they leave no tags.
    private var depth = 0
    /// The link, or image, whose `<a>` is open: there is none within another.
    private var anchor: MarkdownNode?

    private static var deepest: Int { 64 }

    var text: String { String(utf8: output) }

    init(nofollow: Bool, topHeading: Int, sourceLength: Int) {
        precondition(1...6 ~= topHeading)
        rel = nofollow ? " rel=\"nofollow ugc noopener\"" : ""
        self.topHeading = topHeading
        output.reserveCapacity(sourceLength + sourceLength / 2)
    }

    mutating func append(_ event: MarkdownDocument.Event) {
        switch event {
        case .enter(let node): enter(node)
        case .exit(let node): exit(node)
        }
    }

    private mutating func enter(_ node: MarkdownNode) {
        switch node.type {
        case CMARK_NODE_PARAGRAPH: if !node.isTight { append("<p>") }
        case CMARK_NODE_HEADING: append("<h\(level(node))>")
        case CMARK_NODE_BLOCK_QUOTE: open("<blockquote>\n")
        case CMARK_NODE_LIST: open(listTag(node))
        case CMARK_NODE_ITEM: open("<li>")
        case CMARK_NODE_EMPH: open("<em>")
        case CMARK_NODE_STRONG: open("<strong>")
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE: openAnchor(node)
        case CMARK_NODE_CODE: append("<code>", node, "</code>")
        case CMARK_NODE_CODE_BLOCK: append("<pre><code\(languageClass(node))>", node, "</code></pre>\n")
        case CMARK_NODE_HTML_BLOCK: append("<p>", node, "</p>\n")
        case CMARK_NODE_HTML_INLINE, CMARK_NODE_TEXT: append("", node, "")
        case CMARK_NODE_SOFTBREAK: append("\n")
        case CMARK_NODE_LINEBREAK: append("<br>\n")
        case CMARK_NODE_THEMATIC_BREAK: append("<hr>\n")
        default: break
        }
    }

    private mutating func exit(_ node: MarkdownNode) {
        switch node.type {
        case CMARK_NODE_PARAGRAPH: append(node.isTight ? "\n" : "</p>\n")
        case CMARK_NODE_HEADING: append("</h\(level(node))>\n")
        case CMARK_NODE_BLOCK_QUOTE: close("</blockquote>\n")
        case CMARK_NODE_LIST: close(node.isOrdered ? "</ol>\n" : "</ul>\n")
        case CMARK_NODE_ITEM: close("</li>\n")
        case CMARK_NODE_EMPH: close("</em>")
        case CMARK_NODE_STRONG: close("</strong>")
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE: closeAnchor(node)
        default: break
        }
    }

    private mutating func append(_ html: String) { output += html.utf8 }

    /// A node's text between two tags.
    private mutating func append(_ start: String, _ node: MarkdownNode, _ end: String) {
        append(start)
        node.withLiteral { Markup.escape($0, into: &output) }
        append(end)
    }

    private mutating func open(_ tag: String) {
        depth += 1
        if depth <= MarkdownHTML.deepest { append(tag) }
    }

    private mutating func close(_ tag: String) {
        if depth <= MarkdownHTML.deepest { append(tag) }
        depth -= 1
    }

    private mutating func openAnchor(_ node: MarkdownNode) {
        let isImage = node.type == CMARK_NODE_IMAGE
        let destination = LinkDestination(node.url)
        if anchor == nil, let destination {
            anchor = node
            append(isImage ? "<a class=\"image\" href=\"" : "<a href=\"")
            Markup.escape(destination.url, into: &output)
            let title = node.title
            if !title.isEmpty {
                append("\" title=\"")
                Markup.escape(title, into: &output)
            }
            append("\"\(rel)>")
        }
        // An image without a description is still worth a look.
        if isImage, !node.hasChildren { Markup.escape(destination?.url ?? "", into: &output) }
    }

    private mutating func closeAnchor(_ node: MarkdownNode) {
        guard anchor == node else { return }
        anchor = nil
        append("</a>")
    }

    private func level(_ heading: MarkdownNode) -> Int { min(heading.headingLevel + topHeading - 1, 6) }

    private func listTag(_ list: MarkdownNode) -> String {
        guard list.isOrdered else { return "<ul>\n" }
        return list.listStart == 1 ? "<ol>\n" : "<ol start=\"\(list.listStart)\">\n"
    }

    /// The language of a block of code, for whoever wants to colour it.
    private func languageClass(_ block: MarkdownNode) -> String {
        let word = block.fenceInfo.utf8.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        guard 1...32 ~= word.count, word.allSatisfy(isLanguageByte) else { return "" }
        return " class=\"language-\(String(decoding: word, as: UTF8.self))\""
    }

    private func isLanguageByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "+-_.#".utf8.contains(byte)
        }
    }
}
