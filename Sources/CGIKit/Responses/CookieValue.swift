/// Cookie values with characters that RFC 6265 does not allow: in double quotes, such characters as a backslash and three
/// octal digits, as Werkzeug and Python's `http.cookies` do.
enum CookieValue {
    static func quoted(_ value: String) -> String {
        if value.utf8.allSatisfy(needsNoQuotes) { return value }
        var output: [UInt8] = [UInt8(ascii: "\"")]
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output += [UInt8(ascii: "\\"), byte]
            case 0..<0x20, UInt8(ascii: ","), UInt8(ascii: ";"), 0x7F...:
                output += [UInt8(ascii: "\\"), octal(byte >> 6), octal(byte >> 3), octal(byte)]
            default:
                output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes between two double quotes, with their escapes undone.
    static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.first else {
                output.append(byte)
                continue
            }
            if let value = octalValue(rest.prefix(3)) {
                output.append(value)
                rest.removeFirst(3)
            } else {
                output.append(escaped)
                rest.removeFirst()
            }
        }
        return output
    }

    private static func needsNoQuotes(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || "_!#$%&'()*+-./:<=>?@[]^`{|}~".utf8.contains(byte)
    }

    private static func octal(_ value: UInt8) -> UInt8 { UInt8(ascii: "0") + (value & 7) }

    private static func octalValue(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 3, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }),
            digits.first! <= UInt8(ascii: "3")
        else { return nil }
        return digits.reduce(0) { $0 << 3 | ($1 - UInt8(ascii: "0")) }
    }
}
