/// The shapes of the words inside tags.
enum LexerRules {
    /// ASCII letters, digits and `_`.
    @inline(__always)
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The end of a word that is not all ASCII: what Python's `\w` matches, and all else that identifiers are made of, such as
    /// marks that combine with the letter before them.
    static func unicodeNameEnd(_ text: String, _ start: Int, _ isIdentifier: inout Bool) -> Int {
        var end = start
        for scalar in text.unicodeScalars {
            let properties = scalar.properties
            guard properties.isXIDContinue && !isNewInNames(scalar) || UnicodeText.isAlphanumeric(scalar) else { break }
            if end == start ? scalar != "_" && !properties.isXIDStart : !properties.isXIDContinue {
                isIdentifier = false
            }
            end += UTF8.width(scalar)
        }
        return end
    }

    /// What Unicode 15.1 added: two that nobody sees, and two dots. Jinja's list is older.
    private static func isNewInNames(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200C, 0x200D, 0x30FB, 0xFF65: true
        default: false
        }
    }

    /// The offset after the string that begins here; nil if it does not end.
    static func stringEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        var index = start + 1
        while index < end {
            if bytes[index] == bytes[start] { return index + 1 }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    /// `1.5`, `1e3`, `1_0.5e-1`: nil if the number here has neither fraction nor exponent.
    static func floatEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        guard var index = digitsEnd(bytes, start, end) else { return nil }
        var isFloat = false
        if index < end, bytes[index] == UInt8(ascii: "."), let fraction = digitsEnd(bytes, index + 1, end) {
            index = fraction
            isFloat = true
        }
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            let hasSign =
                index + 1 < end && (bytes[index + 1] == UInt8(ascii: "+") || bytes[index + 1] == UInt8(ascii: "-"))
            if let exponent = digitsEnd(bytes, index + (hasSign ? 2 : 1), end) { return exponent }
        }
        return isFloat ? index : nil
    }

    /// Digits with single underscores between them.
    private static func digitsEnd(_ bytes: [UInt8], _ start: Int, _ end: Int, radix: UInt32 = 10) -> Int? {
        func isDigit(_ index: Int) -> Bool {
            index < end && digitValue(bytes[index]).map { $0 < radix } == true
        }
        guard isDigit(start) else { return nil }
        var index = start + 1
        while true {
            if isDigit(index) {
                index += 1
            } else if index < end, bytes[index] == UInt8(ascii: "_"), isDigit(index + 1) {
                index += 2
            } else {
                return index
            }
        }
    }

    /// `12`, `0x1F`, `0b10`, `0o17`, `1_000`; after a leading zero only more zeros.
    static func integerEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        guard bytes[start] == UInt8(ascii: "0") else { return digitsEnd(bytes, start, end) ?? start + 1 }
        if start + 1 < end, let radix = radix(bytes[start + 1]) {
            let hasUnderscore = start + 2 < end && bytes[start + 2] == UInt8(ascii: "_")
            let digits = start + (hasUnderscore ? 3 : 2)
            if let close = digitsEnd(bytes, digits, end, radix: radix) { return close }
        }
        return digitsEnd(bytes, start, end, radix: 1) ?? start + 1
    }

    /// The radix that a letter after `0` stands for.
    static func radix(_ byte: UInt8) -> UInt32? {
        switch byte | 0x20 {
        case UInt8(ascii: "x"): 16
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "b"): 2
        default: nil
        }
    }

    static func operatorKind(_ byte: UInt8, _ next: UInt8) -> (Token.Kind, Int)? {
        let isDoubled = byte == next
        let isWithEqual = next == UInt8(ascii: "=")
        switch byte {
        case UInt8(ascii: "+"): return (.add, 1)
        case UInt8(ascii: "-"): return (.subtract, 1)
        case UInt8(ascii: "*"): return isDoubled ? (.power, 2) : (.multiply, 1)
        case UInt8(ascii: "/"): return isDoubled ? (.floorDivide, 2) : (.divide, 1)
        case UInt8(ascii: "%"): return (.modulo, 1)
        case UInt8(ascii: "~"): return (.tilde, 1)
        case UInt8(ascii: "|"): return (.pipe, 1)
        case UInt8(ascii: "."): return (.dot, 1)
        case UInt8(ascii: ","): return (.comma, 1)
        case UInt8(ascii: ":"): return (.colon, 1)
        case UInt8(ascii: ";"): return (.semicolon, 1)
        case UInt8(ascii: "("): return (.leftParenthesis, 1)
        case UInt8(ascii: ")"): return (.rightParenthesis, 1)
        case UInt8(ascii: "["): return (.leftBracket, 1)
        case UInt8(ascii: "]"): return (.rightBracket, 1)
        case UInt8(ascii: "{"): return (.leftBrace, 1)
        case UInt8(ascii: "}"): return (.rightBrace, 1)
        case UInt8(ascii: "="): return isDoubled ? (.equal, 2) : (.assign, 1)
        case UInt8(ascii: "!"): return isWithEqual ? (.notEqual, 2) : nil
        case UInt8(ascii: "<"): return isWithEqual ? (.lessOrEqual, 2) : (.less, 1)
        case UInt8(ascii: ">"): return isWithEqual ? (.greaterOrEqual, 2) : (.greater, 1)
        default: return nil
        }
    }
}
