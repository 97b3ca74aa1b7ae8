/// Text out of HTML.
enum HTMLText {
    /// Without comments and tags, with single blanks, and characters for entities (markupsafe's `striptags`).
    static func withoutTags(_ html: String) -> String {
        let withoutComments = without(Array(html.utf8), from: "<!--", through: "-->")
        let text = without(withoutComments, from: "<", through: ">")
        let words = Text.words(String(decoding: text, as: UTF8.self))
        return HTMLEntities.unescaped(words.joined(separator: " "))
    }

    /// Without all parts that begin and end so; what does not end is kept. What is left of two parts may make another.
    private static func without(_ bytes: [UInt8], from open: StaticString, through close: StaticString) -> [UInt8] {
        let open = Array(open.description.utf8)
        let close = Array(close.description.utf8)
        var bytes = bytes
        var searchStart = 0
        while let start = Text.find(open, in: bytes, from: searchStart),
            let end = Text.find(close, in: bytes, from: start)
        {
            bytes.removeSubrange(start..<(end + close.count))
            searchStart = max(0, start - open.count + 1)
        }
        return bytes
    }
}

/// Characters with names in HTML.
enum HTMLEntities {
    /// Characters for `&name;`, `&#123;` and `&#x7B;` (Python's `html.unescape`, for the names of HTML 4).
    static func unescaped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "&"), let (scalar, end) = reference(bytes, index + 1) else {
                output.append(bytes[index])
                index += 1
                continue
            }
            if let scalar { output.append(contentsOf: Text.utf8(scalar)) }
            index = end
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The character that is meant after `&`, and the offset behind it.
    private static func reference(_ bytes: [UInt8], _ start: Int) -> (Unicode.Scalar?, Int)? {
        guard start < bytes.count else { return nil }
        if bytes[start] == UInt8(ascii: "#") { return number(bytes, start + 1) }
        var end = start
        while end < bytes.count, end < start + 32, LexerRules.isNameByte(bytes[end]) { end += 1 }
        guard end > start, end < bytes.count, bytes[end] == UInt8(ascii: ";") else { return nil }
        return named(bytes[start..<end]).map { ($0, end + 1) }
    }

    private static func number(_ bytes: [UInt8], _ start: Int) -> (Unicode.Scalar?, Int)? {
        let isHex = start < bytes.count && bytes[start] | 0x20 == UInt8(ascii: "x")
        let digits = isHex ? start + 1 : start
        var end = digits
        var code: UInt32 = 0
        while end < bytes.count, let digit = digitValue(bytes[end]), digit < (isHex ? 16 : 10) {
            code = min(0x110000, code * (isHex ? 16 : 10) + digit)
            end += 1
        }
        guard end > digits else { return nil }
        if end < bytes.count, bytes[end] == UInt8(ascii: ";") { end += 1 }
        switch code {
        case 0x01...0x08, 0x0E...0x1F, 0x7F, 0x0B, 0xFDD0...0xFDEF: return (nil, end)
        case 0: return ("\u{FFFD}", end)
        default: return (Unicode.Scalar(code) ?? "\u{FFFD}", end)
        }
    }

    private static func named(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        switch String(decoding: name, as: UTF8.self) {
        case "amp", "AMP": "&"
        case "lt", "LT": "<"
        case "gt", "GT": ">"
        case "quot", "QUOT": "\""
        case "apos": "'"
        case "nbsp": "\u{A0}"
        case "eacute": "é"
        default: nil
        }
    }
}
