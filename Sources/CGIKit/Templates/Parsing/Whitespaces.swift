/// What Python calls whitespace (`str.isspace`), in UTF-8.
enum Whitespaces {
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Whether a byte is an ASCII character that is seen: what most are, found out at once.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

    /// How many bytes the whitespace character at this offset has; 0 if there is none.
    private static func length(_ bytes: [UInt8], _ offset: Int) -> Int {
        let byte = bytes[offset]
        if byte < 0x80 { return contains(Unicode.Scalar(byte)) ? 1 : 0 }
        if byte == 0xC2, offset + 1 < bytes.count {
            return bytes[offset + 1] == 0x85 || bytes[offset + 1] == 0xA0 ? 2 : 0
        }
        guard byte >= 0xE1, byte <= 0xE3, offset + 2 < bytes.count else { return 0 }
        let value = UInt32(byte & 0x0F) << 12 | UInt32(bytes[offset + 1] & 0x3F) << 6 | UInt32(bytes[offset + 2] & 0x3F)
        return Unicode.Scalar(value).map(contains) == true ? 3 : 0
    }

    /// The first offset from `start` on that is not whitespace.
    static func skip(_ bytes: [UInt8], _ start: Int) -> Int {
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") {
                offset += 1
                continue
            }
            let length = isPlain(byte) ? 0 : length(bytes, offset)
            if length == 0 { break }
            offset += length
        }
        return offset
    }

    /// Where the text between two offsets ends without the whitespace at its end.
    /// - Parameter keepingLines: stop at a line break.
    static func trimmedEnd(_ bytes: [UInt8], _ start: Int, _ end: Int, keepingLines: Bool = false) -> Int {
        var offset = end
        while offset > start {
            var previous = offset - 1
            if isPlain(bytes[previous]) { break }
            while previous > start, bytes[previous] & 0xC0 == 0x80 { previous -= 1 }
            if keepingLines, bytes[previous] == UInt8(ascii: "\n") { break }
            guard length(bytes, previous) == offset - previous else { break }
            offset = previous
        }
        return offset
    }
}
