/// Writes a pattern of Python's `re` in the syntax of PCRE2, and refuses what only PCRE2 knows.
///
/// The two differ in what `\w`, `\s`, `\b`, `\v`, `\Z` and `\1` mean, in `{,3}`, in verbose patterns and in sets of
/// characters. Flags for case, lines and the dot are PCRE2's own.
struct PatternTranslator {
    struct Scope {
        var isVerbose: Bool
        var isASCII: Bool
    }

    let pattern: String
    let input: [UInt8]
    var position = 0
    var output: [UInt8] = []
    /// One for the whole pattern and for each group that is open.
    var scopes: [Scope]

    init(_ pattern: String, flags: RegularExpression.Flags) {
        self.pattern = pattern
        input = Array(pattern.utf8)
        scopes = [Scope(isVerbose: flags.contains(.verbose), isASCII: flags.contains(.ascii))]
    }

    var scope: Scope {
        get { scopes[scopes.count - 1] }
        set { scopes[scopes.count - 1] = newValue }
    }

    mutating func translate() throws(PatternError) {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\\"): try translateEscape()
            case UInt8(ascii: "["): try translateSet()
            case UInt8(ascii: "("): try translateGroup()
            case UInt8(ascii: ")"):
                guard scopes.count > 1 else { throw error("unbalanced parenthesis") }
                scopes.removeLast()
                copy()
            case UInt8(ascii: "{"): translateBrace()
            default:
                if !skipVerbose() { copy() }
            }
        }
        guard scopes.count == 1 else { throw error("missing ), unterminated subpattern") }
    }

    /// `{2}`, `{2,}`, `{,3}`, `{2,3}`, or a brace that only stands for itself.
    private mutating func translateBrace() {
        let start = position
        position += 1
        let least = digits()
        var most = least
        let hasComma = take(UInt8(ascii: ","))
        if hasComma { most = digits() }
        guard hasComma || !least.isEmpty, take(UInt8(ascii: "}")) else {
            position = start + 1
            output += "\\{".utf8
            return
        }
        output.append(UInt8(ascii: "{"))
        output += least.isEmpty ? [UInt8(ascii: "0")] : least
        if hasComma { output.append(UInt8(ascii: ",")) }
        if hasComma { output += most }
        output.append(UInt8(ascii: "}"))
    }

    // MARK: Reading

    var peek: UInt8? { position < input.count ? input[position] : nil }

    mutating func copy() {
        output.append(input[position])
        position += 1
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    mutating func digits() -> [UInt8] {
        var digits: [UInt8] = []
        while let byte = peek, 0x30...0x39 ~= byte {
            digits.append(byte)
            position += 1
        }
        return digits
    }

    /// Skips whitespace or a comment of a verbose pattern; false if there is none.
    mutating func skipVerbose() -> Bool {
        guard scope.isVerbose, let byte = peek else { return false }
        switch byte {
        case 0x09...0x0D, 0x20: position += 1
        case UInt8(ascii: "#"):
            while let byte = peek, byte != UInt8(ascii: "\n") { position += 1 }
        default: return false
        }
        return true
    }

    /// The text up to a byte, which is passed too.
    mutating func text(upTo end: UInt8) throws(PatternError) -> [UInt8] {
        let start = position
        while let byte = peek {
            position += 1
            if byte == end { return Array(input[start..<(position - 1)]) }
        }
        throw error("missing \(Character(Unicode.Scalar(end)))")
    }

    func error(_ message: String) -> PatternError {
        let before = input.prefix(position).count { $0 & 0xC0 != 0x80 }
        return PatternError(message, pattern: pattern, position: before)
    }
}
