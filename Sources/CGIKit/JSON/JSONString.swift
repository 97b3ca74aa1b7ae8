/// Strings and numbers of JSON as Python's `json` module writes them (RFC 8259, sections 6 and 7).
enum JSONString {
    /// Which characters are written as escapes, besides quotes, backslashes and control characters.
    enum Escaping {
        case none
        /// Everything but printable ASCII (Python's `ensure_ascii`).
        case nonASCII
        /// That, and what HTML gives a meaning (`markupsafe.htmlsafe_json_dumps`).
        case nonASCIIAndHTML
    }

    /// Appends a text in quotes.
    static func append(_ text: String, escaping: Escaping, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars { append(scalar, escaping, to: &output) }
        output.append(UInt8(ascii: "\""))
    }

    /// The text of a float; `NaN` and `Infinity` are Python's.
    static func text(of value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return PythonFloat.text(of: value)
    }

    private static func append(_ scalar: Unicode.Scalar, _ escaping: Escaping, to output: inout [UInt8]) {
        switch scalar {
        case "\"": output.append("\\\"")
        case "\\": output.append("\\\\")
        case "\n": output.append("\\n")
        case "\r": output.append("\\r")
        case "\t": output.append("\\t")
        case "\u{8}": output.append("\\b")
        case "\u{C}": output.append("\\f")
        case "<" where escaping == .nonASCIIAndHTML, ">" where escaping == .nonASCIIAndHTML,
            "&" where escaping == .nonASCIIAndHTML, "'" where escaping == .nonASCIIAndHTML:
            appendEscapes(of: scalar, to: &output)
        case "\u{20}"..."\u{7E}": output.append(UInt8(scalar.value))
        case "\u{7F}"... where escaping == .none: output += scalar.utf8
        default: appendEscapes(of: scalar, to: &output)
        }
    }

    private static func appendEscapes(of scalar: Unicode.Scalar, to output: inout [UInt8]) {
        for unit in scalar.utf16 {
            output.append("\\u")
            Hex.append([UInt8(unit >> 8), UInt8(unit & 0xFF)], to: &output)
        }
    }
}
