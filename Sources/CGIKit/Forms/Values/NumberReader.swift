/// Reads the pieces of a number from ASCII text.
struct NumberReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func read(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Reads `+` or `-`; true for minus.
    mutating func readSign() -> Bool {
        if read(UInt8(ascii: "-")) { return true }
        _ = read(UInt8(ascii: "+"))
        return false
    }

    /// Reads a word in any case; `word` is in lower case.
    mutating func readWord(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[position + offset] | 0x20 != word.utf8Start[offset] {
            return false
        }
        position = end
        return true
    }

    mutating func readDigits() -> [UInt8] {
        let digits = bytes[position...].prefix { isDigit($0) }
        position += digits.count
        return Array(digits)
    }

    /// Reads digits with single underscores between them (PEP 515); nil if there is no digit here.
    mutating func readGroupedDigits() -> [UInt8]? {
        var digits = readDigits()
        guard !digits.isEmpty else { return nil }
        while position + 1 < bytes.count, bytes[position] == UInt8(ascii: "_"), isDigit(bytes[position + 1]) {
            position += 1
            digits += readDigits()
        }
        return digits
    }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

/// A number's text in ASCII, without the whitespace around it, as `int` and `float` prepare it; nil if other characters are in it.
/// In text that is ASCII already, the separators U+001C to U+001F are not whitespace.
func numberASCII(_ text: String) -> [UInt8]? {
    asciiNumber(text) { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
}

/// The same as `decimal.Decimal` prepares it.
func decimalASCII(_ text: String) -> [UInt8]? {
    asciiNumber(text) { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) || ($0 >= 0x1C && $0 <= 0x1F) }
}

private func asciiNumber(_ text: String, isBlank: (UInt8) -> Bool) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
        if scalar.isASCII {
            bytes.append(UInt8(scalar.value))
        } else if isPythonSpace(scalar) {
            bytes.append(0x20)
        } else if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
            bytes.append(UInt8(ascii: "0") + UInt8(value))
        } else {
            return nil
        }
    }
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return Array(bytes.drop(while: isBlank))
}
