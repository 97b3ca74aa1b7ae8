/// Text as lines of at most 76 printable characters (RFC 2045, section 6.7).
enum QuotedPrintable {
    private static var longest: Int { 76 }

    /// Line breaks of any kind become CRLF. There is no `=_` in the output: what begins so can bound it.
    static func append(_ text: [UInt8], to output: inout [UInt8]) {
        var line: [UInt8] = []
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == 0x0A || byte == 0x0D {
                if byte == 0x0D, index < text.count, text[index] == 0x0A { index += 1 }
                append(line: line, to: &output)
                output += [0x0D, 0x0A]
                line.removeAll(keepingCapacity: true)
            } else {
                line.append(byte)
            }
        }
        append(line: line, to: &output)
    }

    private static func append(line: [UInt8], to output: inout [UInt8]) {
        var column = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let isBlank = byte == 0x20 || byte == 0x09
            // Blanks at the end of a line are lost on the way.
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
            let width = isPlain ? 1 : 3
            if column + width > (isLast ? longest : longest - 1) {
                output += "=\r\n".utf8
                column = 0
            }
            if isPlain {
                output.append(byte)
            } else {
                output.append(UInt8(ascii: "="))
                output.append(digit(byte >> 4))
                output.append(digit(byte & 0xF))
            }
            column += width
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
