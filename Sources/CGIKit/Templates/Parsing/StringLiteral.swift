/// The escapes of Python's strings.
enum StringLiteral {
    /// Appends what the content of a literal stands for.
    static func append(_ content: ArraySlice<UInt8>, to output: inout [UInt8]) throws(TemplateError) {
        var index = content.startIndex
        while index < content.endIndex {
            let byte = content[index]
            index += 1
            if byte != UInt8(ascii: "\\") || index == content.endIndex {
                output.append(byte)
                continue
            }
            let escape = content[index]
            index += 1
            switch escape {
            case UInt8(ascii: "\n"): break
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "a"): output.append(0x07)
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "v"): output.append(0x0B)
            case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): output.append(escape)
            case UInt8(ascii: "x"): try append(hex: 2, content, &index, &output)
            case UInt8(ascii: "u"): try append(hex: 4, content, &index, &output)
            case UInt8(ascii: "U"): try append(hex: 8, content, &index, &output)
            case UInt8(ascii: "0")...UInt8(ascii: "7"): append(octalFrom: index - 1, content, &index, &output)
            case UInt8(ascii: "N"):
                throw TemplateError(.syntax, "character names are not supported: write \\u instead of \\N")
            default: output += [UInt8(ascii: "\\"), escape]
            }
        }
    }

    private static func append(
        hex count: Int, _ content: ArraySlice<UInt8>, _ index: inout Int, _ output: inout [UInt8]
    ) throws(TemplateError) {
        var code: UInt32 = 0
        for _ in 0..<count {
            guard index < content.endIndex, let digit = digitValue(content[index]), digit < 16 else {
                throw TemplateError(.syntax, "(unicode error) truncated escape in string")
            }
            code = code << 4 | digit
            index += 1
        }
        guard let scalar = Unicode.Scalar(code) else {
            throw TemplateError(.syntax, "(unicode error) illegal Unicode character in string")
        }
        output.append(contentsOf: Text.utf8(scalar))
    }

    private static func append(
        octalFrom start: Int, _ content: ArraySlice<UInt8>, _ index: inout Int, _ output: inout [UInt8]
    ) {
        var code: UInt32 = 0
        index = start
        while index < content.endIndex, index < start + 3, let digit = digitValue(content[index]), digit < 8 {
            code = code << 3 | digit
            index += 1
        }
        output.append(contentsOf: Text.utf8(Unicode.Scalar(code) ?? "\u{FFFD}"))
    }
}
