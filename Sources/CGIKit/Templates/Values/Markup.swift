/// Text that is HTML already: the only kind of value that autoescaping leaves alone (markupsafe's `Markup`).
public struct Markup: Equatable, Sendable {
    public let html: String

    /// Vouches that `html` is safe to send as it is.
    public init(html: String) { self.html = html }

    /// Escapes text as markupsafe does: `& < > ' "` become `&amp; &lt; &gt; &#39; &#34;`.
    public init(escaping text: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        Markup.escape(text.utf8, into: &bytes)
        html = String(decoding: bytes, as: UTF8.self)
    }

    static func escape(_ text: some Sequence<UInt8>, into output: inout [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
            case UInt8(ascii: "\""): output.append(contentsOf: "&#34;".utf8)
            default: output.append(byte)
            }
        }
    }
}
