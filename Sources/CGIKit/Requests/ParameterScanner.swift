/// Finds the parameters of a header's value, one after the other (``HeaderParameters``).
struct ParameterScanner {
    private var rest: ArraySlice<UInt8>

    /// - Parameter text: what follows the first `;`.
    init(_ text: ArraySlice<UInt8>) { rest = text.trimmed() }

    /// The next name and value as they are written; nil at the end.
    mutating func next() -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        while !rest.isEmpty {
            let name = rest.prefix { $0.isTokenByte }
            var value: ArraySlice<UInt8> = []
            if !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: "=") {
                rest = rest[(name.endIndex + 1)...]
                value = rest.prefix { $0.isTokenByte }
                if value.isEmpty, rest.first == UInt8(ascii: "\"") {
                    guard let quoted = quoted() else {
                        rest = []
                        return nil
                    }
                    value = quoted
                }
                rest = rest[value.endIndex...]
            }
            rest = rest.drop { $0 != UInt8(ascii: ";") }.dropFirst().drop(while: isBlank)
            if !value.isEmpty { return (name, value) }
        }
        return nil
    }

    /// From a quote to the one that ends it; nil if none does.
    private func quoted() -> ArraySlice<UInt8>? {
        var index = rest.startIndex + 1
        while index < rest.endIndex {
            if rest[index] == UInt8(ascii: "\"") { return rest[...index] }
            let isEscape =
                rest[index] == UInt8(ascii: "\\") && index + 1 < rest.endIndex && isEscapable(rest[index + 1])
            index += isEscape ? 2 : 1
        }
        return nil
    }

    /// `charset'language'value` (RFC 2231, section 4); no character set if it is not so.
    static func charset(_ value: ArraySlice<UInt8>) -> (charset: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        let quote = UInt8(ascii: "'")
        guard value.allSatisfy({ $0.isTokenByte }), let first = value.firstIndex(of: quote),
            let second = value[(first + 1)...].firstIndex(of: quote), second + 1 < value.endIndex
        else { return ([], value) }
        return (value[..<first], value[(second + 1)...])
    }
}

/// The character sets that text of a form may be in; browsers send UTF-8 alone.
enum PartCharset {
    case utf8
    case latin1

    /// Nil for another. (ASCII is UTF-8.)
    init?(_ name: ArraySlice<UInt8>) {
        switch String(decoding: name, as: UTF8.self).lowercased() {
        case "utf-8", "ascii", "us-ascii": self = .utf8
        case "iso-8859-1": self = .latin1
        default: return nil
        }
    }

    /// The text's UTF-8, if it is text.
    func decode(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .utf8: bytes
        case .latin1: bytes.flatMap { Array(String(Unicode.Scalar($0)).utf8) }
        }
    }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

extension ArraySlice<UInt8> {
    /// Without spaces and tabs around it.
    func trimmed() -> ArraySlice<UInt8> {
        var text = drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
