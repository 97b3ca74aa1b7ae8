/// A field value with parameters, as of `Content-Type` and `Content-Disposition`: `form-data; name="email"`
/// (RFC 9110, section 5.6.6).
struct HeaderParameters {
    /// What stands before the first `;`, in lowercase.
    let value: String
    private let parameters: [(name: String, value: String)]

    /// A parameter's value; `name` is lowercase.
    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Nil when the text does not have this form, or names a parameter twice.
    init?(_ text: String) {
        var scanner = Scanner(text)
        guard let value = scanner.value() else { return nil }
        var parameters: [(name: String, value: String)] = []
        while !scanner.isAtEnd {
            guard scanner.skip(UInt8(ascii: ";")) else { return nil }
            if scanner.isAtEnd { break }
            guard let name = scanner.token()?.lowercased(), scanner.skip(UInt8(ascii: "=")),
                let value = scanner.quotedString() ?? scanner.token(), !parameters.contains(where: { $0.name == name })
            else { return nil }
            parameters.append((name, value))
        }
        self.value = value.lowercased()
        self.parameters = parameters
    }
}

private struct Scanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return index == bytes.count
        }
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        skipBlanks()
        return true
    }

    /// The main value: a token or two with a slash between them.
    mutating func value() -> String? {
        skipBlanks()
        return run { isTokenByte($0) || $0 == UInt8(ascii: "/") }
    }

    mutating func token() -> String? { run(isTokenByte) }

    /// A string in quotes. As Werkzeug reads it, a backslash escapes only a quote or a backslash: old browsers send
    /// Windows paths.
    mutating func quotedString() -> String? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        var content: [UInt8] = []
        var next = index + 1
        while next < bytes.count {
            switch bytes[next] {
            case UInt8(ascii: "\""):
                index = next + 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\") where next + 1 < bytes.count && isEscapable(bytes[next + 1]):
                content.append(bytes[next + 1])
                next += 2
            case let byte:
                content.append(byte)
                next += 1
            }
        }
        return nil
    }

    private mutating func skipBlanks() {
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") {
            index += 1
        }
    }

    private mutating func run(_ belongs: (UInt8) -> Bool) -> String? {
        let start = index
        while index < bytes.count, belongs(bytes[index]) { index += 1 }
        return start == index ? nil : String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private func isEscapable(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }
}

/// RFC 9110, section 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(byte)
}
