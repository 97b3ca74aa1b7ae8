/// Text that is HTML already: the only kind of value that autoescaping leaves alone (markupsafe's `Markup`).
public struct Markup: Equatable, Sendable {
    /// The HTML as it is sent.
    public let html: String

    /// Text that is safe HTML already. The caller vouches for it: nothing is checked.
    public init(html: String) { self.html = html }

    /// Escapes text as markupsafe does: `& < > ' "` become `&amp; &lt; &gt; &#39; &#34;`.
    @export(interface) public init(escaping text: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        Markup.escape(text, into: &bytes)
        html = String(utf8: bytes[...])
    }

    /// Appends text, with the characters escaped that HTML gives a meaning.
    @export(interface) public static func escape(_ text: String, into output: inout [UInt8]) {
        text.withBytes { escape($0, into: &output) }
    }

    /// Appends bytes of text, with the characters escaped that HTML gives a meaning.
    @export(interface) public static func escape(_ text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        var start = 0
        while true {
            let index = nextSpecial(in: text, from: start)
            output.append(UnsafeBufferPointer(rebasing: text[start..<index]))
            guard index < text.count, let escaped = escape(text[index]) else { return }
            output.append(escaped)
            start = index + 1
        }
    }

    /// The offset of the first byte from `start` on that has a meaning for HTML; the text's length if there is none.
    private static func nextSpecial(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index + 8 <= text.count {
            let bytes = UnsafeRawPointer(text.baseAddress! + index).loadUnaligned(as: UInt64.self)
            let special = specialBytes(UInt64(littleEndian: bytes))
            if special != 0 { return index + special.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < text.count, escape(text[index]) == nil { index += 1 }
        return index
    }

    /// Of eight bytes, the first at the lowest place: nothing if none has a meaning for HTML, else the lowest bit set is in the
    /// first that has. (`&` and `'`, `<` and `>` differ in one bit each.)
    @inline(__always)
    private static func specialBytes(_ bytes: UInt64) -> UInt64 {
        func places(of byte: Unicode.Scalar, apartFrom bit: UInt64) -> UInt64 {
            let each: UInt64 = 0x0101_0101_0101_0101
            let difference = (bytes | each &* bit) ^ (each &* (UInt64(byte.value) | bit))
            return (difference &- each) & ~difference & (each &* 0x80)
        }
        return places(of: "&", apartFrom: 1) | places(of: "<", apartFrom: 2) | places(of: "\"", apartFrom: 0)
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
