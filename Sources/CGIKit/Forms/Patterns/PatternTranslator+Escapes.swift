/// Escapes and sets of characters.
extension PatternTranslator {
    /// An element of a set.
    private enum Item {
        case character([UInt8])
        case characters([UInt8])
    }

    mutating func translateEscape() throws(PatternError) {
        position += 1
        guard let byte = peek else { throw error("bad escape (end of pattern)") }
        switch byte {
        case UInt8(ascii: "A"): output += "\\A".utf8
        case UInt8(ascii: "Z"): output += "\\z".utf8
        case UInt8(ascii: "b"): writeBoundary("(?:(?<=", "(?!", "(?<!", "(?=")
        case UInt8(ascii: "B"): writeBoundary("(?:(?<=", "(?=", "(?<!", "(?!")
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            if let character = try octal() {
                output += character
                return
            }
            output += "\\g{".utf8
            copy()
            if let next = peek, 0x30...0x39 ~= next { copy() }
            output.append(UInt8(ascii: "}"))
            return
        default:
            guard let characters = CharacterClass(byte, isASCII: scope.isASCII) else {
                output += try character()
                return
            }
            output += "[\(characters.members)]".utf8
        }
        position += 1
    }

    /// Between two characters, one of which is of a word and the other not; or neither of these.
    private mutating func writeBoundary(
        _ before: StaticString, _ after: StaticString, _ notBefore: StaticString, _ notAfter: StaticString
    ) {
        let word = "[" + CharacterClass(UInt8(ascii: "w"), isASCII: scope.isASCII)!.members + "])"
        output += "\(before)\(word)\(after)\(word)|\(notBefore)\(word)\(notAfter)\(word))".utf8
    }

    mutating func translateSet() throws(PatternError) {
        copy()
        if peek == UInt8(ascii: "^") { copy() }
        var isFirst = true
        while isFirst || peek != UInt8(ascii: "]") {
            isFirst = false
            let lower = try item()
            guard peek == UInt8(ascii: "-") else {
                write(lower)
                continue
            }
            position += 1
            if peek == UInt8(ascii: "]") {
                write(lower)
                output += "\\-".utf8
                break
            }
            let upper = try item()
            guard case .character = lower, case .character = upper else { throw error("bad character range") }
            write(lower)
            output.append(UInt8(ascii: "-"))
            write(upper)
        }
        copy()
    }

    private mutating func write(_ item: Item) {
        switch item {
        case .character(let bytes), .characters(let bytes): output += bytes
        }
    }

    private mutating func item() throws(PatternError) -> Item {
        guard let byte = peek else { throw error("unterminated character set") }
        guard byte == UInt8(ascii: "\\") else { return .character(literal()) }
        position += 1
        guard let escaped = peek else { throw error("unterminated character set") }
        if let characters = CharacterClass(escaped, isASCII: scope.isASCII) {
            position += 1
            return .characters(Array(characters.members.utf8))
        }
        if take(UInt8(ascii: "b")) { return .character(Array("\\x{8}".utf8)) }
        if let code = try octal() { return .character(code) }
        return .character(try character())
    }

    /// One character that stands for itself.
    private mutating func literal() -> [UInt8] {
        let start = position
        position += 1
        while let byte = peek, byte & 0xC0 == 0x80 { position += 1 }
        let bytes = Array(input[start..<position])
        let needsEscape = bytes[0] < 0x80 && !bytes[0].isASCIIAlphanumeric
        return needsEscape ? [UInt8(ascii: "\\")] + bytes : bytes
    }

    /// What a backslash, which is passed, makes of the characters after it.
    private mutating func character() throws(PatternError) -> [UInt8] {
        let byte = input[position]
        switch byte {
        case UInt8(ascii: "a"): return escaped(0x07, passing: 1)
        case UInt8(ascii: "f"): return escaped(0x0C, passing: 1)
        case UInt8(ascii: "n"): return escaped(0x0A, passing: 1)
        case UInt8(ascii: "r"): return escaped(0x0D, passing: 1)
        case UInt8(ascii: "t"): return escaped(0x09, passing: 1)
        case UInt8(ascii: "v"): return escaped(0x0B, passing: 1)
        case UInt8(ascii: "0"): return try octal()!
        case UInt8(ascii: "x"): return try hexadecimal(digits: 2)
        case UInt8(ascii: "u"): return try hexadecimal(digits: 4)
        case UInt8(ascii: "U"): return try hexadecimal(digits: 8)
        default:
            guard byte >= 0x80 || !byte.isASCIIAlphanumeric else {
                throw error("bad escape \\\(Character(Unicode.Scalar(byte)))")
            }
            return literal()
        }
    }

    private mutating func escaped(_ code: Int, passing count: Int) -> [UInt8] {
        position += count
        return Array("\\x{\(String(code, radix: 16))}".utf8)
    }

    private mutating func hexadecimal(digits count: Int) throws(PatternError) -> [UInt8] {
        let digits = input[(position + 1)...].prefix(count)
        guard digits.count == count, digits.allSatisfy({ isHexDigit($0) }),
            let code = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("incomplete escape") }
        return escaped(code, passing: count + 1)
    }

    /// A character by its code: digits that begin with a 0, or three octal ones. Nil if these are not.
    private mutating func octal() throws(PatternError) -> [UInt8]? {
        let digits = input[position...].prefix(3).prefix { 0x30...0x37 ~= $0 }
        guard digits.first == UInt8(ascii: "0") || digits.count == 3 else { return nil }
        let code = digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
        guard code <= 0o377 else { throw error("octal escape value outside of range 0-0o377") }
        return escaped(code, passing: digits.count)
    }
}

/// What a class such as `\w` stands for, as it is written in a set.
private struct CharacterClass {
    let members: String

    init?(_ name: UInt8, isASCII: Bool) {
        switch name {
        case UInt8(ascii: "d"): members = isASCII ? "0-9" : "\\p{Nd}"
        case UInt8(ascii: "D"): members = isASCII ? "\\x{0}-\\/:-\\x{10ffff}" : "\\P{Nd}"
        case UInt8(ascii: "w"): members = isASCII ? "0-9A-Za-z_" : "\\p{L}\\p{N}_"
        case UInt8(ascii: "W"):
            // All other categories, and of the connecting punctuation all but the low line.
            members =
                isASCII
                ? "\\x{0}-\\/:-@\\[-\\^`\\{-\\x{10ffff}"
                : "\\p{M}\\p{S}\\p{Z}\\p{C}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}"
                    + "\\x{203f}\\x{2040}\\x{2054}\\x{fe33}\\x{fe34}\\x{fe4d}-\\x{fe4f}\\x{ff3f}"
        case UInt8(ascii: "s"):
            members =
                isASCII
                ? "\\x{9}-\\x{d}\\x{20}"
                : "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}"
                    + "\\x{205f}\\x{3000}"
        case UInt8(ascii: "S"):
            members =
                isASCII
                ? "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{10ffff}"
                : "\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
                    + "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}"
        default: return nil
        }
    }
}
