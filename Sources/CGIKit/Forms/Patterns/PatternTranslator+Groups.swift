/// What begins with a parenthesis.
extension PatternTranslator {
    mutating func translateGroup() throws(PatternError) {
        position += 1
        guard take(UInt8(ascii: "?")) else {
            open("(")
            while skipVerbose() {}
            // Where Python has nothing to repeat, PCRE2 would read a command such as (*UTF).
            if let byte = peek, "*+?".utf8.contains(byte) { throw error("nothing to repeat") }
            return
        }
        guard let kind = peek else { throw error("unexpected end of pattern") }
        position += 1
        switch kind {
        case UInt8(ascii: ":"): open("(?:")
        case UInt8(ascii: "="): open("(?=")
        case UInt8(ascii: "!"): open("(?!")
        case UInt8(ascii: ">"): open("(?>")
        case UInt8(ascii: "<"):
            if take(UInt8(ascii: "=")) {
                open("(?<=")
            } else if take(UInt8(ascii: "!")) {
                open("(?<!")
            } else {
                throw error("unknown extension ?<")
            }
        case UInt8(ascii: "P"): try translateNamed()
        case UInt8(ascii: "#"): _ = try text(upTo: UInt8(ascii: ")"))
        case UInt8(ascii: "("): try translateCondition()
        default:
            position -= 1
            try translateFlags()
        }
    }

    private mutating func open(_ text: StaticString) {
        output += UnsafeBufferPointer(text)
        scopes.append(scope)
    }

    private mutating func translateNamed() throws(PatternError) {
        if take(UInt8(ascii: "<")) {
            open("(?<")
            output += try text(upTo: UInt8(ascii: ">"))
            output.append(UInt8(ascii: ">"))
        } else if take(UInt8(ascii: "=")) {
            output += "(?P=".utf8
            output += try text(upTo: UInt8(ascii: ")"))
            output.append(UInt8(ascii: ")"))
        } else {
            throw error("unknown extension ?P")
        }
    }

    /// `(?(1)yes|no)` and `(?(name)yes|no)`.
    private mutating func translateCondition() throws(PatternError) {
        let group = try text(upTo: UInt8(ascii: ")"))
        let isNumber = group.allSatisfy { 0x30...0x39 ~= $0 }
        open(isNumber ? "(?(" : "(?(<")
        output += group
        output += isNumber ? ")".utf8 : ">)".utf8
    }

    /// `(?i)` at the start of a pattern, `(?i-s:…)` anywhere.
    private mutating func translateFlags() throws(PatternError) {
        var inner = scope
        var flags: [UInt8] = []
        var isOn = true
        while let byte = peek, byte != UInt8(ascii: ":"), byte != UInt8(ascii: ")") {
            switch byte {
            case UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "s"): flags.append(byte)
            case UInt8(ascii: "x"): inner.isVerbose = isOn
            case UInt8(ascii: "a") where isOn: inner.isASCII = true
            case UInt8(ascii: "u") where isOn: inner.isASCII = false
            case UInt8(ascii: "-") where isOn:
                isOn = false
                flags.append(byte)
            default: throw error("unknown extension or flag")
            }
            position += 1
        }
        guard let end = peek else { throw error("missing -, : or )") }
        position += 1
        if end == UInt8(ascii: ":") {
            output += "(?".utf8
            output += flags
            open(":")
        } else {
            guard scopes.count == 1, output.allSatisfy({ "(?ims)".utf8.contains($0) }), isOn else {
                throw error("global flags not at the start of the expression")
            }
            if !flags.isEmpty { output += "(?".utf8 + flags + ")".utf8 }
        }
        scope = inner
    }
}
