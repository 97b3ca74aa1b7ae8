/// Python's `str.isspace` for one character.
func isPythonSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
}

/// Whether Python's `text.strip()` is empty.
func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { isPythonSpace($0) }
}

/// Python's `text.strip()`.
@export(interface) func stripped(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isPythonSpace($0) }),
        let last = scalars.lastIndex(where: { !isPythonSpace($0) })
    else { return "" }
    return String(scalars[start...last])
}

/// Python's `text.title()` for names of fields: each run of letters begins with a capital.
func titleCased(_ text: String) -> String {
    var title = ""
    var isInWord = false
    for scalar in text.unicodeScalars {
        let isLetter = scalar.properties.isCased
        if isLetter {
            title += isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
        } else {
            title.unicodeScalars.append(scalar)
        }
        isInWord = isLetter
    }
    return title
}

/// Fills `%(name)s` and `%(name)d` in a message, and `%%`, as Python's `%` with a dict; anything else stays as it is.
func interpolated(_ message: String, _ values: [(name: String, value: String)]) -> String {
    let bytes = Array(message.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
        let rest = bytes[position...]
        if rest.starts(with: "%%".utf8) {
            result.append(UInt8(ascii: "%"))
            position += 2
        } else if let (value, length) = placeholder(at: rest, values) {
            result += value.utf8
            position += length
        } else {
            result.append(bytes[position])
            position += 1
        }
    }
    return String(decoding: result, as: UTF8.self)
}

private func placeholder(
    at bytes: ArraySlice<UInt8>, _ values: [(name: String, value: String)]
) -> (value: String, length: Int)? {
    guard bytes.starts(with: "%(".utf8), let end = bytes.firstIndex(of: UInt8(ascii: ")")), end + 1 < bytes.endIndex,
        bytes[end + 1] == UInt8(ascii: "s") || bytes[end + 1] == UInt8(ascii: "d")
    else { return nil }
    let name = bytes[(bytes.startIndex + 2)..<end]
    guard let value = values.first(where: { $0.name.utf8.elementsEqual(name) }) else { return nil }
    return (value.value, end + 2 - bytes.startIndex)
}
