/// Text that is HTML already: the only kind of value that autoescaping leaves alone (markupsafe's `Markup`).
public struct Markup: Equatable, Sendable {
    public let html: String

    /// Vouches that `html` is safe to send as it is.
    public init(html: String) { self.html = html }

    /// Escapes text as markupsafe does: `& < > ' "` become `&amp; &lt; &gt; &#39; &#34;`.
    public init(escaping text: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        Markup.escape(text, into: &bytes)
        html = String(utf8: bytes[...])
    }

    /// Appends text with what HTML gives a meaning escaped.
    public static func escape(_ text: String, into output: inout [UInt8]) {
        text.withBytes { escape($0, into: &output) }
    }

    /// Appends bytes of text with what HTML gives a meaning escaped.
    public static func escape(_ text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        var start = 0
        for index in text.indices {
            guard let escaped = escape(text[index]) else { continue }
            output.append(UnsafeBufferPointer(rebasing: text[start..<index]))
            output.append(escaped)
            start = index + 1
        }
        output.append(UnsafeBufferPointer(rebasing: text[start...]))
    }

    @inline(__always)
    private static func escape(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "'"): "&#39;"
        case UInt8(ascii: "\""): "&#34;"
        default: nil
        }
    }
}
