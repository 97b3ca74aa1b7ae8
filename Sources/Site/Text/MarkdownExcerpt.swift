import CCMark
import CGIKit

/// Collects a document's words up to a length.
struct MarkdownExcerpt {
    private let length: Int
    private var bytes: [UInt8] = []
    private var count = 0
    /// Where the last word that fits has its end.
    private var lastWordEnd = 0
    private var isAfterBlank = true
    private(set) var isFull = false

    /// What stands between blocks.
    private let separator: UInt8

    init(length: Int, separator: Unicode.Scalar = " ") {
        self.length = length
        self.separator = UInt8(ascii: separator)
    }

    var text: String {
        guard isFull else { return String(utf8: trimmed(bytes[...])) }
        // A single word longer than all is cut where it must be.
        let end = lastWordEnd > 0 ? lastWordEnd : bytes.count
        return String(utf8: trimmed(bytes[..<end])) + "…"
    }

    mutating func append(_ event: MarkdownDocument.Event) {
        switch event {
        case .enter(let node):
            switch node.type {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_INLINE, CMARK_NODE_HTML_BLOCK:
                node.withLiteral { append($0) }
                if node.type == CMARK_NODE_CODE_BLOCK || node.type == CMARK_NODE_HTML_BLOCK {
                    appendBlank(separator)
                }
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: appendBlank()
            default: break
            }
        case .exit(let node):
            if node.type == CMARK_NODE_PARAGRAPH || node.type == CMARK_NODE_HEADING {
                appendBlank(separator)
            } else if node.kind == CCMARK_TABLE_CELL {
                appendBlank()
            }
        }
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            if byte <= UInt8(ascii: " ") {
                appendBlank()
            } else {
                let beginsScalar = byte & 0xC0 != 0x80
                if beginsScalar, count == length { isFull = true }
                if isFull { return }
                if beginsScalar { count += 1 }
                bytes.append(byte)
                isAfterBlank = false
            }
        }
    }

    private mutating func appendBlank(_ blank: UInt8 = UInt8(ascii: " ")) {
        // A block's end is one also where a blank stands before it.
        if isAfterBlank, bytes.last == UInt8(ascii: " ") { bytes[bytes.count - 1] = blank }
        guard !isAfterBlank, !isFull else { return }
        lastWordEnd = bytes.count
        isAfterBlank = true
        guard count < length else { return }
        bytes.append(blank)
        count += 1
    }

    private func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
        Array(text.last == UInt8(ascii: " ") || text.last == separator ? text.dropLast() : text)
    }
}
