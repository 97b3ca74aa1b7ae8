/// Base 64 (RFC 4648, sections 4 and 5).
public enum Base64 {
    /// The characters for 62 and 63, and whether `=` fills up the last group of four.
    public enum Alphabet {
        /// `+` and `/`, with padding.
        case standard
        /// `-` and `_`, without padding, for cookies and URLs (Python's `urlsafe_b64encode` without `=`).
        case url
    }

    /// The text for bytes, by default for URLs.
    @export(interface) public static func encode(_ bytes: [UInt8], _ alphabet: Alphabet = .url) -> String {
        String(decoding: encoded(bytes, alphabet), as: UTF8.self)
    }

    /// The bytes of a text in either alphabet, with any number of `=` at the end; nil for other characters, which
    /// Python would skip.
    public static func decode(_ text: String) -> [UInt8]? { decoded(Array(text.utf8)[...]) }

    static func encoded(_ bytes: [UInt8], _ alphabet: Alphabet = .url) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                output.append(character(UInt8(bits >> bitCount & 0x3F), alphabet))
            }
        }
        if bitCount > 0 { output.append(character(UInt8(bits << (6 - bitCount) & 0x3F), alphabet)) }
        if alphabet == .standard {
            while !output.count.isMultiple(of: 4) { output.append(UInt8(ascii: "=")) }
        }
        return output
    }

    /// Lenient where Python's decoder is and it does no harm: both alphabets, any `=` at the end, and unused bits in
    /// the last character. Python also skips characters of neither alphabet; here they make the text invalid.
    static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var text = text
        while text.last == UInt8(ascii: "=") { text.removeLast() }
        guard text.count % 4 != 1 else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3 + 2)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in text {
            guard let value = value(of: byte) else { return nil }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        return output
    }

    private static func character(_ value: UInt8, _ alphabet: Alphabet) -> UInt8 {
        switch value {
        case 0..<26: return UInt8(ascii: "A") + value
        case 26..<52: return UInt8(ascii: "a") + value - 26
        case 52..<62: return UInt8(ascii: "0") + value - 52
        case 62: return alphabet == .url ? UInt8(ascii: "-") : UInt8(ascii: "+")
        default: return alphabet == .url ? UInt8(ascii: "_") : UInt8(ascii: "/")
        }
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): return character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"), UInt8(ascii: "+"): return 62
        case UInt8(ascii: "_"), UInt8(ascii: "/"): return 63
        default: return nil
        }
    }
}
