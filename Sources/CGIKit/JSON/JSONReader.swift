import CSystem

extension JSONValue {
    /// Reads one JSON text (RFC 8259) in UTF-8. If an object repeats a name, the last value is used, as in Python.
    ///
    /// - Parameters:
    ///   - json: The bytes; whitespace around the value is accepted.
    ///   - depthLimit: How deep arrays and objects may nest.
    ///   - acceptsNaN: Whether `NaN`, `Infinity` and `-Infinity` are numbers. They are not JSON, but Python's `json`
    ///     writes and reads them.
    /// - Throws: A ``JSONError`` with the first mistake. Half a surrogate pair is one, unlike in Python.
    @export(interface) public init(json: [UInt8], depthLimit: Int = 200, acceptsNaN: Bool = false) throws(JSONError) {
        var reader = JSONReader(bytes: json, depthLimit: depthLimit, acceptsNaN: acceptsNaN)
        self = try reader.readText()
    }
}

struct JSONReader {
    private let bytes: [UInt8]
    private let depthLimit: Int
    private let acceptsNaN: Bool
    private var offset = 0
    private var depth = 0

    init(bytes: [UInt8], depthLimit: Int, acceptsNaN: Bool) {
        self.bytes = bytes
        self.depthLimit = depthLimit
        self.acceptsNaN = acceptsNaN
    }

    mutating func readText() throws(JSONError) -> JSONValue {
        let value = try readValue()
        skipBlanks()
        guard offset == bytes.count else { throw error("extra data") }
        return value
    }

    private mutating func readValue() throws(JSONError) -> JSONValue {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return try nested { (reader) throws(JSONError) in try reader.readObject() }
        case UInt8(ascii: "["): return try nested { (reader) throws(JSONError) in try reader.readArray() }
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return try readNumber()
        default: return try readLiteral()
        }
    }

    private mutating func nested(
        _ body: (inout JSONReader) throws(JSONError) -> JSONValue
    ) throws(JSONError) -> JSONValue {
        guard depth < depthLimit else { throw error("nested too deeply") }
        depth += 1
        offset += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func readObject() throws(JSONError) -> JSONValue {
        var entries: [(key: String, value: JSONValue)] = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(OrderedDictionary()) }
        repeat {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw error("expected a name in double quotes") }
            let key = try readString()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw error("expected ':'") }
            entries.append((key, try readValue()))
            skipBlanks()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error("expected ',' or '}'") }
        return .object(OrderedDictionary(entries))
    }

    private mutating func readArray() throws(JSONError) -> JSONValue {
        var values: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            values.append(try readValue())
            skipBlanks()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error("expected ',' or ']'") }
        return .array(values)
    }

    private mutating func readLiteral() throws(JSONError) -> JSONValue {
        if take("null") { return .null }
        if take("true") { return .bool(true) }
        if take("false") { return .bool(false) }
        if acceptsNaN, take("NaN") { return .double(.nan) }
        if acceptsNaN, take("Infinity") { return .double(.infinity) }
        throw error(offset == bytes.count ? "unexpected end" : "expected a value")
    }

    // MARK: Numbers

    private mutating func readNumber() throws(JSONError) -> JSONValue {
        let start = offset
        let isNegative = take(UInt8(ascii: "-"))
        if isNegative, acceptsNaN, take("Infinity") { return .double(-.infinity) }
        let digits = try takeDigits()
        guard bytes[digits.lowerBound] != UInt8(ascii: "0") || digits.count == 1 else {
            throw JSONError(message: "a number starts with 0", offset: digits.lowerBound)
        }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            _ = try takeDigits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
            _ = try takeDigits()
        }
        guard isInteger else { return .double(double(start..<offset)) }
        return integer(bytes[digits], isNegative: isNegative)
    }

    private mutating func takeDigits() throws(JSONError) -> Range<Int> {
        let start = offset
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
        guard offset > start else { throw error("expected a digit") }
        return start..<offset
    }

    private func integer(_ digits: ArraySlice<UInt8>, isNegative: Bool) -> JSONValue {
        var value = 0
        for byte in digits {
            let digit = Int(byte - UInt8(ascii: "0"))
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isOver) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !isTooLarge, !isOver else {
                return .bigInt((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self))
            }
            value = sum
        }
        return .int(value)
    }

    private func double(_ range: Range<Int>) -> Double {
        var text = bytes[range].map { CChar(bitPattern: $0) }
        text.append(0)
        return strtod(text, nil)
    }

    // MARK: Strings

    private mutating func readString() throws(JSONError) -> String {
        offset += 1
        var text: [UInt8] = []
        var start = offset
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[start..<offset]
                guard let string = String(validating: text, as: UTF8.self) else { throw error("string is not UTF-8") }
                offset += 1
                return string
            case UInt8(ascii: "\\"):
                text += bytes[start..<offset]
                offset += 1
                text += try readEscape().utf8
                start = offset
            case 0..<0x20:
                throw error("control character in a string")
            default:
                offset += 1
            }
        }
        throw error("unterminated string")
    }

    private mutating func readEscape() throws(JSONError) -> Unicode.Scalar {
        let start = offset - 1
        guard let byte = peek else { throw error("unterminated string") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try readUnicodeEscape(start: start)
        default: throw JSONError(message: "invalid escape", offset: start)
        }
    }

    /// `\u` and four hexadecimal digits; two of them for characters beyond U+FFFF. Half of such a pair alone is an
    /// error: unlike Python's, our strings cannot hold it.
    private mutating func readUnicodeEscape(start: Int) throws(JSONError) -> Unicode.Scalar {
        let unit = try readHexDigits()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, take("\\u") else { throw JSONError(message: "lone surrogate", offset: start) }
        let low = try readHexDigits()
        guard (0xDC00..<0xE000).contains(low) else { throw JSONError(message: "lone surrogate", offset: start) }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))!
    }

    private mutating func readHexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Hex.value(of: byte) else {
                throw error("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }

    // MARK: Bytes

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        offset += 1
        return true
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard offset + length <= bytes.count else { return false }
        for index in 0..<length where bytes[offset + index] != word.utf8Start[index] { return false }
        offset += length
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private func error(_ message: String) -> JSONError { JSONError(message: message, offset: offset) }
}
