/// Writes the header fields of a message: one line each, folded at spaces (RFC 5322, section 2.2.3), in ASCII (RFC 2047).
///
/// Whatever a value holds, no line of it begins a header: control characters become spaces.
struct EmailHeader {
    private(set) var bytes: [UInt8] = []
    private var column = 0

    /// RFC 2047, section 2, is stricter than the 78 of RFC 5322.
    private static var longest: Int { 76 }

    /// A field whose value is ours, and short.
    mutating func append(_ name: String, _ value: String) {
        begin(name)
        write(" \(value)")
        endLine()
    }

    /// A field of free text.
    mutating func append(_ name: String, text: String) {
        begin(name)
        let text = EmailHeader.cleaned(text)
        if EmailHeader.isPlain(text) { writeWords(text) } else { writeEncoded(text) }
        endLine()
    }

    mutating func append(_ name: String, _ mailbox: Mailbox) {
        begin(name)
        guard let owner = mailbox.name.map({ EmailHeader.cleaned($0) }), !owner.isEmpty else {
            write(" \(mailbox.address.text)")
            return endLine()
        }
        if EmailHeader.isPlain(owner), owner.utf8.count < 50 {
            write(" \"")
            for byte in owner.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { write("\\") }
                bytes.append(byte)
                column += 1
            }
            write("\"")
        } else {
            writeEncoded(owner)
        }
        writeFolded("<\(mailbox.address.text)>")
        endLine()
    }

    /// The text without control characters, and with single spaces between words.
    static func cleaned(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isBlank = scalar.value <= 0x20 || scalar.value == 0x7F || scalar.isControlBeyondASCII
            if !isBlank {
                scalars.append(scalar)
            } else if let last = scalars.last, last != " " {
                scalars.append(" ")
            }
        }
        if scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }

    /// Whether a text can stand as it is: ASCII, of words that fit a line, and none that looks encoded.
    private static func isPlain(_ text: String) -> Bool {
        var wordLength = 0
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte >= 0x80 || last == UInt8(ascii: "=") && byte == UInt8(ascii: "?") { return false }
            wordLength = byte == 0x20 ? 0 : wordLength + 1
            if wordLength > 60 { return false }
            last = byte
        }
        return true
    }

    private mutating func writeWords(_ text: String) {
        for word in text.utf8.split(separator: 0x20) { writeFolded(String(decoding: word, as: UTF8.self)) }
    }

    /// A space and a word, on the next line if this has no room for it.
    private mutating func writeFolded(_ word: String) {
        if column + 1 + word.utf8.count > EmailHeader.longest { endLine() }
        write(" \(word)")
    }

    /// Words of base 64, each of whole characters and short enough for its line.
    private mutating func writeEncoded(_ text: String) {
        let (start, end) = ("=?utf-8?B?", "?=")
        var chunk: [UInt8] = []
        func room(at column: Int) -> Int {
            (EmailHeader.longest - column - 1 - start.utf8.count - end.utf8.count) / 4 * 3
        }
        for scalar in text.unicodeScalars {
            let character = UTF8.encode(scalar)!
            if chunk.count + character.count > room(at: column) {
                if !chunk.isEmpty { write(" " + start + Base64.encode(chunk, .standard) + end) }
                chunk.removeAll()
                endLine()
            }
            chunk += character
        }
        if !chunk.isEmpty { write(" " + start + Base64.encode(chunk, .standard) + end) }
    }

    private mutating func begin(_ name: String) { write("\(name):") }

    private mutating func endLine() {
        bytes += [0x0D, 0x0A]
        column = 0
    }

    private mutating func write(_ text: String) {
        bytes += text.utf8
        column += text.utf8.count
    }
}

extension Unicode.Scalar {
    /// Control characters, the no-break space, and line breaks, all beyond ASCII.
    var isControlBeyondASCII: Bool { (0x80..<0xA1).contains(value) || (0x2028...0x2029).contains(value) }
}
