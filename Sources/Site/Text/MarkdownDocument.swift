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
            ccmark_parse(bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!, bytes.count)
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
