import CCMark
import CGIKit

/// A node of a document, which must outlive it.
///
/// References such as `&#x202E;` can put into its texts what was taken out of the source: they are cleaned as the source was.
struct MarkdownNode: Equatable {
    let handle: OpaquePointer

    var type: cmark_node_type { cmark_node_get_type(handle) }
    /// What it is beyond CommonMark.
    var kind: ccmark_kind { ccmark_kind_of(handle) }
    var headingLevel: Int { Int(cmark_node_get_heading_level(handle)) }
    var isOrdered: Bool { cmark_node_get_list_type(handle) == CMARK_ORDERED_LIST }
    var listStart: Int { Int(cmark_node_get_list_start(handle)) }
    var hasChildren: Bool { cmark_node_first_child(handle) != nil }

    /// Whether it is a paragraph in a list whose items are not set apart.
    var isTight: Bool {
        guard let item = cmark_node_parent(handle), let list = cmark_node_parent(item) else { return false }
        return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0
    }

    /// Whether the task of an item of a task list is done; nil in any other list.
    var isDone: Bool? { ccmark_is_task(handle) == 0 ? nil : cmark_gfm_extensions_get_tasklist_item_checked(handle) }

    var isHeaderRow: Bool { cmark_gfm_extensions_get_table_row_is_header(handle) != 0 }
    var isLast: Bool { cmark_node_next(handle) == nil }

    /// How the columns of a table are aligned: `l`, `c`, `r`, or 0.
    var alignments: [UInt8] {
        let count = Int(cmark_gfm_extensions_get_table_columns(handle))
        guard let alignments = cmark_gfm_extensions_get_table_alignments(handle) else { return [] }
        return Array(UnsafeBufferPointer(start: alignments, count: count))
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
        case _ where kind == CCMARK_STRIKETHROUGH: return false
        case CMARK_NODE_TEXT:
            var isVisible = false
            withLiteral { isVisible = VisibleText.hasVisible(String(decoding: $0, as: UTF8.self)) }
            return isVisible
        default: return true
        }
    }

    /// Whether words or pictures stand between the tags of a link. Without any, nobody could see or name it.
    var showsSomethingInside: Bool {
        let iterator = cmark_iter_new(handle)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let inner = cmark_iter_get_node(iterator) else { return false }
            let node = MarkdownNode(handle: inner)
            guard event == CMARK_EVENT_ENTER, node != self else { continue }
            switch node.type {
            case CMARK_NODE_LINK: continue
            // One without a description is shown as its address.
            case CMARK_NODE_IMAGE: if !node.hasChildren, LinkDestination(node.url) != nil { return true }
            default: if node.isVisible { return true }
            }
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
