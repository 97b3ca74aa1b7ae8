import CCMark
import CGIKit

/// A parsed source, as the sequence of its nodes' beginnings and ends.
struct MarkdownDocument: ~Copyable {
    enum Event {
        case enter(MarkdownNode)
        case exit(MarkdownNode)
    }

    private let root: OpaquePointer

    init(_ source: String) {
        let bytes = Array(source.utf8)
        let source = MarkdownSource(bytes)
        let root = MarkdownDocument.parse(source.tamed)
        // Which lines are code only the parser can tell. Once more with those as they are, all lines are what they were.
        let code = source.isAltered ? MarkdownDocument.linesOfCode(in: root) : []
        if code.isEmpty {
            self.root = root
        } else {
            cmark_node_free(root)
            self.root = MarkdownDocument.parse(MarkdownSource(bytes, code: code).tamed)
        }
    }

    deinit { cmark_node_free(root) }

    private static func parse(_ source: [UInt8]) -> OpaquePointer {
        let root = source.withUnsafeBytes { bytes in
            // An empty buffer has no address.
            cmark_parse_document(bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!, bytes.count, CMARK_OPT_DEFAULT)
        }
        guard let root else { preconditionFailure("no document") }
        return root
    }

    /// Where blocks of code stand that are in no quote or list, counted from 1.
    private static func linesOfCode(in root: OpaquePointer) -> [ClosedRange<Int>] {
        var lines: [ClosedRange<Int>] = []
        var node = cmark_node_first_child(root)
        while let block = node {
            let (first, last) = (Int(cmark_node_get_start_line(block)), Int(cmark_node_get_end_line(block)))
            if cmark_node_get_type(block) == CMARK_NODE_CODE_BLOCK, first <= last { lines.append(first...last) }
            node = cmark_node_next(block)
        }
        return lines
    }

    /// Goes through the document in reading order. Does not recurse, however deep the document is.
    borrowing func forEach(_ body: (Event) -> Void) {
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let handle = cmark_iter_get_node(iterator) else { return }
            let node = MarkdownNode(handle: handle)
            body(event == CMARK_EVENT_ENTER ? .enter(node) : .exit(node))
        }
    }
}

/// A node of a document, which must outlive it.
///
/// References such as `&#x202E;` can put into its texts what was taken out of the source: they are cleaned as the source was.
struct MarkdownNode: Equatable {
    let handle: OpaquePointer

    var type: cmark_node_type { cmark_node_get_type(handle) }
    var headingLevel: Int { Int(cmark_node_get_heading_level(handle)) }
    var isOrdered: Bool { cmark_node_get_list_type(handle) == CMARK_ORDERED_LIST }
    var listStart: Int { Int(cmark_node_get_list_start(handle)) }
    var hasChildren: Bool { cmark_node_first_child(handle) != nil }

    /// Whether it is a paragraph in a list whose items are not set apart.
    var isTight: Bool {
        guard let item = cmark_node_parent(handle), let list = cmark_node_parent(item) else { return false }
        return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0
    }

    var url: String { text(cmark_node_get_url(handle)) }
    var title: String { text(cmark_node_get_title(handle)) }

    /// What stands behind the fence of a block of code.
    var fenceInfo: String { text(cmark_node_get_fence_info(handle)) }

    /// Whether it is more than words of which nothing would be seen. (What is something else, such as a block of code, has a look
    /// of its own, be it empty.)
    var isVisible: Bool {
        switch type {
        case CMARK_NODE_DOCUMENT, CMARK_NODE_PARAGRAPH, CMARK_NODE_EMPH, CMARK_NODE_STRONG, CMARK_NODE_SOFTBREAK,
            CMARK_NODE_LINEBREAK:
            return false
        case CMARK_NODE_TEXT:
            var isVisible = false
            withLiteral { isVisible = WrittenText.hasVisible(String(decoding: $0, as: UTF8.self)) }
            return isVisible
        default: return true
        }
    }

    /// The text of a node that has some. Valid inside `body` only.
    func withLiteral(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard let literal = cmark_node_get_literal(handle) else { return }
        let count = strlen(literal)
        literal.withMemoryRebound(to: UInt8.self, capacity: count) {
            let text = UnsafeBufferPointer(start: $0, count: count)
            if WrittenText.isClean(text) {
                body(text)
            } else {
                var cleaned = WrittenText.clean(String(decoding: text, as: UTF8.self))
                cleaned.withUTF8 { body($0) }
            }
        }
    }

    private func text(_ characters: UnsafePointer<CChar>?) -> String {
        characters.map { WrittenText.clean(String(cString: $0)) } ?? ""
    }
}
