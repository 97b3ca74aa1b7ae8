/// Cuts a template into tokens, one when asked for the next: text outside of tags, and the words inside them.
struct Lexer {
    /// How tags treat the whitespace around them.
    struct Whitespace {
        var trimBlocks = false
        var lstripBlocks = false
        var keepTrailingNewline = false
    }

    private enum Mode { case text, variable, block }

    let source: TemplateSource
    private let bytes: [UInt8]
    private let whitespace: Whitespace
    private let end: Int
    private(set) var offset = 0
    private var mode = Mode.text
    /// A tag that begins at `offset`, after the text that was just handed out.
    private var pendingTag = false
    /// Where the last token starts: the end of the template is reported there.
    private var lastStart = 0
    /// The closing brackets that are due, innermost last.
    private var brackets: [UInt8] = []

    init(_ source: TemplateSource, _ whitespace: Whitespace) {
        self.source = source
        self.whitespace = whitespace
        bytes = source.bytes
        let dropsNewline = !whitespace.keepTrailingNewline && bytes.last == UInt8(ascii: "\n")
        end = bytes.count - (dropsNewline ? 1 : 0)
    }

    mutating func next() throws(TemplateError) -> Token {
        let token = mode == .text ? try nextInText() : try nextInTag()
        lastStart = token.start
        return token
    }

    func error(_ message: String, at offset: Int) -> TemplateError {
        TemplateError(.syntax, message).passing("", at: source.position(of: offset))
    }

    // MARK: Text

    private mutating func nextInText() throws(TemplateError) -> Token {
        while true {
            if pendingTag {
                pendingTag = false
                if let token = try beginTag() { return token }
                continue
            }
            guard offset < end else { return Token(kind: .end, start: lastStart, end: end) }
            let start = offset
            let tag = nextTag(from: start)
            offset = tag
            pendingTag = tag < end
            let textEnd = pendingTag ? strippedEnd(of: start, before: tag) : end
            if textEnd > start { return Token(kind: .data, start: start, end: textEnd) }
        }
    }

    /// The offset of the next `{{`, `{%` or `{#`.
    private func nextTag(from start: Int) -> Int {
        var index = start
        while let brace = source.firstOffset(of: UInt8(ascii: "{"), from: index, to: end), brace + 1 < end {
            switch bytes[brace + 1] {
            case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#"): return brace
            default: index = brace + 1
            }
        }
        return end
    }

    /// Where the text before a tag ends once the tag's `-` or the option to strip blocks has taken its part.
    private func strippedEnd(of start: Int, before tag: Int) -> Int {
        let sign = tag + 2 < end ? bytes[tag + 2] : 0
        if sign == UInt8(ascii: "-") { return Whitespaces.trimmedEnd(bytes, start, tag) }
        let isBlock = bytes[tag + 1] != UInt8(ascii: "{")
        guard whitespace.lstripBlocks, isBlock, sign != UInt8(ascii: "+") else { return tag }
        let stripped = Whitespaces.trimmedEnd(bytes, start, tag, keepingLines: true)
        let startsLine = stripped == 0 || bytes[stripped - 1] == UInt8(ascii: "\n")
        return startsLine ? stripped : tag
    }

    /// Enters the tag at `offset`. Comments and raw blocks are gone through at once; nil: there was no more to it.
    private mutating func beginTag() throws(TemplateError) -> Token? {
        let start = offset
        switch bytes[start + 1] {
        case UInt8(ascii: "#"):
            try skipComment()
            return nil
        case UInt8(ascii: "{"):
            mode = .variable
            skipBegin()
            return Token(kind: .variableBegin, start: start, end: offset)
        default:
            if let content = rawContentStart(start) { return try rawText(from: content, tag: start) }
            mode = .block
            skipBegin()
            return Token(kind: .blockBegin, start: start, end: offset)
        }
    }

    private mutating func skipBegin() {
        offset += 2
        if offset < end, bytes[offset] == UInt8(ascii: "-") || bytes[offset] == UInt8(ascii: "+") { offset += 1 }
    }

    private mutating func skipComment() throws(TemplateError) {
        let start = offset
        skipBegin()
        let content = offset
        while offset + 1 < end {
            if bytes[offset] == UInt8(ascii: "#"), bytes[offset + 1] == UInt8(ascii: "}") {
                endTag(signAt: offset > content ? offset - 1 : nil, after: offset + 2)
                return
            }
            offset += 1
        }
        throw error("Missing end of comment tag", at: start)
    }

    /// After a tag: a `-` takes all whitespace that follows, the option to trim blocks one newline.
    private mutating func endTag(signAt sign: Int?, after next: Int) {
        offset = next
        let byte = sign.map { bytes[$0] } ?? 0
        if byte == UInt8(ascii: "-") {
            offset = min(end, Whitespaces.skip(bytes, offset))
        } else if byte != UInt8(ascii: "+"), whitespace.trimBlocks, offset < end, bytes[offset] == UInt8(ascii: "\n") {
            offset += 1
        }
    }

    /// Where the content of the raw block at this offset begins; nil if it is another tag.
    private func rawContentStart(_ start: Int) -> Int? {
        guard let (afterName, _) = tagNamed("raw", at: start) else { return nil }
        if hasBytes("%}", at: afterName) { return afterName + 2 }
        return hasBytes("-%}", at: afterName) ? min(end, Whitespaces.skip(bytes, afterName + 3)) : nil
    }

    /// Reads `{%`, an optional sign, and a word: the offset after it, and the sign.
    private func tagNamed(_ name: StaticString, at start: Int) -> (after: Int, sign: UInt8)? {
        guard hasBytes("{%", at: start), start + 2 < end else { return nil }
        var index = start + 2
        let sign = bytes[index]
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index += 1 }
        index = Whitespaces.skip(bytes, index)
        guard hasBytes(name, at: index) else { return nil }
        return (Whitespaces.skip(bytes, index + name.utf8CodeUnitCount), sign)
    }

    private mutating func rawText(from content: Int, tag: Int) throws(TemplateError) -> Token? {
        var index = content
        while index + 1 < end {
            guard let (close, sign) = tagNamed("endraw", at: index) else {
                index += 1
                continue
            }
            let signed = hasBytes("-%}", at: close) || hasBytes("+%}", at: close)
            guard signed || hasBytes("%}", at: close) else {
                index += 1
                continue
            }
            let textEnd = sign == UInt8(ascii: "+") ? index : strippedEnd(of: content, before: index)
            endTag(signAt: signed ? close : nil, after: close + (signed ? 3 : 2))
            return textEnd > content ? Token(kind: .data, start: content, end: textEnd) : nil
        }
        throw error("Missing end of raw directive", at: tag)
    }

    private func hasBytes(_ text: StaticString, at start: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard start + count <= end else { return false }
        for index in 0..<count where bytes[start + index] != text.utf8Start[index] { return false }
        return true
    }

    // MARK: Inside a tag

    private mutating func nextInTag() throws(TemplateError) -> Token {
        offset = min(end, Whitespaces.skip(bytes, offset))
        guard offset < end else { return Token(kind: .end, start: lastStart, end: end) }
        let start = offset
        let byte = bytes[start]
        if brackets.isEmpty, Lexer.canEndTag(byte), let token = tagEnd() { return token }
        if byte >= 0x80 || LexerRules.isNameByte(byte) {
            if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { return numberToken(start) }
            return try nameToken(start)
        }
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
            guard let close = LexerRules.stringEnd(bytes, start, end) else { throw unexpected(start) }
            offset = close
            return Token(kind: .string, start: start, end: close)
        }
        guard let (kind, length) = LexerRules.operatorKind(byte, start + 1 < end ? bytes[start + 1] : 0) else {
            throw unexpected(start)
        }
        try balance(byte, at: start)
        offset += length
        return Token(kind: kind, start: start, end: offset)
    }

    @inline(__always)
    private static func canEndTag(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "%"), UInt8(ascii: "}"), UInt8(ascii: "-"), UInt8(ascii: "+"): true
        default: false
        }
    }

    private mutating func tagEnd() -> Token? {
        let start = offset
        let isBlock = mode == .block
        let sign = bytes[start]
        let isSigned = sign == UInt8(ascii: "-") || isBlock && sign == UInt8(ascii: "+")
        let close = start + (isSigned ? 1 : 0)
        guard hasBytes(isBlock ? "%}" : "}}", at: close) else { return nil }
        mode = .text
        if isBlock {
            endTag(signAt: isSigned ? start : nil, after: close + 2)
        } else {
            offset = isSigned ? min(end, Whitespaces.skip(bytes, close + 2)) : close + 2
        }
        return Token(kind: isBlock ? .blockEnd : .variableEnd, start: start, end: offset)
    }

    private mutating func numberToken(_ start: Int) -> Token {
        let followsDot = start > 0 && bytes[start - 1] == UInt8(ascii: ".")
        if !followsDot, let close = LexerRules.floatEnd(bytes, start, end) {
            offset = close
            return Token(kind: .float, start: start, end: close)
        }
        offset = LexerRules.integerEnd(bytes, start, end)
        return Token(kind: .integer, start: start, end: offset)
    }

    private mutating func nameToken(_ start: Int) throws(TemplateError) -> Token {
        var index = start + 1
        while index < end, LexerRules.isNameByte(bytes[index]) { index += 1 }
        offset = index
        if offset < end, bytes[offset] >= 0x80 {
            var isIdentifier = true
            while offset < end, bytes[offset] >= 0x80 || LexerRules.isNameByte(bytes[offset]) { offset += 1 }
            offset = LexerRules.unicodeNameEnd(source.text(start, offset), start, &isIdentifier)
            guard offset > start else { throw unexpected(start) }
            guard isIdentifier else { throw error("Invalid character in identifier", at: start) }
        }
        return Token(kind: .name, start: start, end: offset)
    }

    private mutating func balance(_ byte: UInt8, at start: Int) throws(TemplateError) {
        switch byte {
        case UInt8(ascii: "("): brackets.append(UInt8(ascii: ")"))
        case UInt8(ascii: "["): brackets.append(UInt8(ascii: "]"))
        case UInt8(ascii: "{"): brackets.append(UInt8(ascii: "}"))
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            let found = Unicode.Scalar(byte)
            guard let expected = brackets.popLast() else { throw error("unexpected '\(found)'", at: start) }
            guard expected == byte else {
                throw error("unexpected '\(found)', expected '\(Unicode.Scalar(expected))'", at: start)
            }
        default: break
        }
    }

    private func unexpected(_ start: Int) -> TemplateError {
        let character = source.text(start, min(bytes.count, start + 4)).unicodeScalars.first ?? " "
        let quoted = PythonText.repr(String(Character(character)))
        return error("unexpected char \(quoted) at \(source.codePoints(0, start))", at: start)
    }
}
