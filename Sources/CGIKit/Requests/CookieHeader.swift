/// The cookies of a request: its `Cookie` header, read as Werkzeug reads it. What is no cookie is passed over.
public struct CookieHeader {
    private let bytes: [UInt8]

    /// - Parameter value: The header's value (`HTTP_COOKIE`); nil if there is none.
    public init(_ value: String?) { bytes = value.map { Array($0.utf8) } ?? [] }

    /// The first cookie of a name.
    public subscript(name: String) -> String? {
        var offset = 0
        while let cookie = next(&offset) {
            if cookie.name.elementsEqual(name.utf8) { return String(decoding: cookie.value, as: UTF8.self) }
        }
        return nil
    }

    /// All cookies in the order sent.
    public var all: [(name: String, value: String)] {
        var cookies: [(name: String, value: String)] = []
        var offset = 0
        while let cookie = next(&offset) {
            cookies.append(
                (String(decoding: cookie.name, as: UTF8.self), String(decoding: cookie.value, as: UTF8.self)))
        }
        return cookies
    }

    private func next(_ offset: inout Int) -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        while offset < bytes.count {
            let start = offset
            offset = end(from: start) { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "=") }
            let name = CookieHeader.trimmed(bytes[start..<offset])
            var value: ArraySlice<UInt8> = []
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "=") {
                offset += 1
                value = takeValue(&offset)
            }
            offset += 1
            if !name.isEmpty { return (name, value) }
        }
        return nil
    }

    /// Up to the next semicolon that stands outside double quotes.
    private func takeValue(_ offset: inout Int) -> ArraySlice<UInt8> {
        let start = end(from: offset) { !CookieHeader.isBlank($0) }
        let end = endOfQuoted(from: start) ?? end(from: start) { $0 == UInt8(ascii: ";") }
        offset = end
        let value = CookieHeader.trimmed(bytes[start..<end])
        guard value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") else {
            return value
        }
        return CookieValue.unquoted(value.dropFirst().dropLast())[...]
    }

    /// Where a value in double quotes is over; nil if this is none, or something else follows it.
    private func endOfQuoted(from start: Int) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return nil }
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < bytes.count else { return nil }
        let end = end(from: index + 1) { !CookieHeader.isBlank($0) }
        return end == bytes.count || bytes[end] == UInt8(ascii: ";") ? end : nil
    }

    private func end(from start: Int, at isEnd: (UInt8) -> Bool) -> Int {
        bytes[start...].firstIndex(where: isEnd) ?? bytes.count
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
