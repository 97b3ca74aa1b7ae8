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
    /// Of the table that is open.
    private var table = MarkdownTable()
    /// What the first paragraph of an item of a task list begins with.
    private var taskMark = ""

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
        case CMARK_NODE_PARAGRAPH:
            if !node.isTight { append("<p>") }
            append(taskMark)
            taskMark = ""
        case CMARK_NODE_HEADING: append("<h\(level(node))>")
        case CMARK_NODE_BLOCK_QUOTE: open("<blockquote>\n")
        case CMARK_NODE_LIST: open(listTag(node))
        case CMARK_NODE_ITEM: openItem(node)
        case CMARK_NODE_EMPH: open("<em>")
        case CMARK_NODE_STRONG: open("<strong>")
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE: openAnchor(node)
        case CMARK_NODE_CODE: append("<code>", node, "</code>")
        case CMARK_NODE_CODE_BLOCK: append("<pre><code\(languageClass(node).html)>", node, "</code></pre>\n")
        case CMARK_NODE_HTML_BLOCK: append("<p>", node, "</p>\n")
        case CMARK_NODE_HTML_INLINE, CMARK_NODE_TEXT: append("", node, "")
        case CMARK_NODE_SOFTBREAK: append("\n")
        case CMARK_NODE_LINEBREAK: append("<br>\n")
        case CMARK_NODE_THEMATIC_BREAK: append("<hr>\n")
        default: enterExtension(node)
        }
    }

    private mutating func enterExtension(_ node: MarkdownNode) {
        switch node.kind {
        case CCMARK_STRIKETHROUGH: open("<del>")
        case CCMARK_TABLE: append(table.open(node))
        case CCMARK_TABLE_ROW: append(table.openRow(node))
        case CCMARK_TABLE_CELL: append(table.openCell(node))
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
        default: exitExtension(node)
        }
    }

    private mutating func exitExtension(_ node: MarkdownNode) {
        switch node.kind {
        case CCMARK_STRIKETHROUGH: close("</del>")
        case CCMARK_TABLE: append(table.close())
        case CCMARK_TABLE_ROW: append(table.closeRow(node))
        case CCMARK_TABLE_CELL: append(table.closeCell())
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

    private mutating func openItem(_ node: MarkdownNode) {
        guard let isDone = node.isDone else { return open("<li>") }
        open("<li class=\"task\">")
        taskMark =
            isDone
            ? "<span role=\"img\" aria-label=\"Done:\">☑</span> " : "<span role=\"img\" aria-label=\"To do:\">☐</span> "
    }

    private mutating func openAnchor(_ node: MarkdownNode) {
        let isImage = node.type == CMARK_NODE_IMAGE
        let destination = LinkDestination(node.url)
        var showsAddress = isImage && !node.hasChildren
        if anchor == nil, let destination {
            anchor = node
            showsAddress = !node.showsSomethingInside
            append(isImage ? "<a class=\"image\" href=\"" : "<a href=\"")
            Markup.escape(destination.url, into: &output)
            let title = node.title
            if !title.isEmpty {
                append("\" title=\"")
                Markup.escape(title, into: &output)
            }
            append("\"\(rel)>")
        }
        // A link that nobody could see, or an image without a description, is still worth a look.
        if showsAddress { Markup.escape(destination?.url ?? "", into: &output) }
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

    /// The language of a block of code, for whoever wants to colour it: the first word of what stands behind the fence
    /// (CommonMark, section 4.5).
    private func languageClass(_ block: MarkdownNode) -> Markup {
        let word = block.fenceInfo.utf8.prefix { !" \t\n\u{C}\r".utf8.contains($0) }
        guard 1...64 ~= word.count else { return Markup(html: "") }
        return Markup(html: " class=\"language-\(Markup(escaping: String(decoding: word, as: UTF8.self)).html)\"")
    }
}
