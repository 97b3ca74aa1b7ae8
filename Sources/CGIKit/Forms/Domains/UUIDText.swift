/// Whether Python's `uuid.UUID(text)` reads it. It drops `urn:`, `uuid:` and hyphens wherever they are, braces at both ends,
/// and reads the 32 characters left with `int(text, 16)`.
func isUUID(_ text: String) -> Bool {
    var bytes = removing("uuid:", from: removing("urn:", from: Array(text.utf8)))
    while let last = bytes.last, isBrace(last) { bytes.removeLast() }
    bytes = Array(bytes.drop(while: isBrace))
    bytes.removeAll { $0 == UInt8(ascii: "-") }
    guard bytes.allSatisfy({ $0 < 0x80 }) else {
        return bytes.count > 32 && isUnicodeHex(String(decoding: bytes, as: UTF8.self))
    }
    return bytes.count == 32 && isPythonHex(bytes)
}

/// What `int(text, 16)` reads: whitespace around, a sign, `0x`, `_` between digits.
private func isPythonHex(_ bytes: [UInt8]) -> Bool {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    var digits = bytes[...]
    while let last = digits.last, isSpace(last) { digits.removeLast() }
    digits = digits.drop(while: isSpace)
    if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    if digits.starts(with: "0x".utf8) || digits.starts(with: "0X".utf8) {
        digits.removeFirst(2)
        if digits.first == UInt8(ascii: "_") { digits.removeFirst() }
    }
    var mayGroup = false
    for byte in digits {
        if byte == UInt8(ascii: "_") {
            guard mayGroup else { return false }
            mayGroup = false
        } else {
            guard isHexDigit(byte) else { return false }
            mayGroup = true
        }
    }
    return mayGroup
}

/// The same with digits of other scripts among the 32 characters.
private func isUnicodeHex(_ text: String) -> Bool {
    var ascii: [UInt8] = []
    for scalar in text.unicodeScalars {
        if scalar.isASCII {
            ascii.append(UInt8(scalar.value))
        } else if isPythonSpace(scalar) {
            ascii.append(0x20)
        } else if scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
            ascii.append(UInt8(ascii: "0") + UInt8(digit))
        } else {
            return false
        }
    }
    return ascii.count == 32 && isPythonHex(ascii)
}

private func isBrace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") }

private func removing(_ word: StaticString, from bytes: [UInt8]) -> [UInt8] {
    let word = UnsafeBufferPointer(word)
    var result: [UInt8] = []
    var rest = bytes[...]
    while let first = rest.first {
        if rest.starts(with: word) {
            rest = rest.dropFirst(word.count)
        } else {
            result.append(first)
            rest = rest.dropFirst()
        }
    }
    return result
}

func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
}
