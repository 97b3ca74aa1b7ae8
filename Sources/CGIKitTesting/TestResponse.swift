import HTTPTypes

/// What a script has written, parsed (RFC 3875, section 6).
public struct TestResponse: Sendable {
    /// The status code; 200 without a `Status` header.
    public let status: Int
    /// All headers but `Status`, in their order.
    public let headers: HTTPFields
    /// The bytes after the header section.
    public let body: [UInt8]
    /// The cookies that the response sets, in their order.
    public let cookies: [TestCookie]

    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// Nil if the bytes are not a CGI response: a header section of `Name: value` lines that ends with an empty line.
    public init?(_ bytes: [UInt8]) {
        var status = 200
        var headers = HTTPFields()
        var rest = bytes[...]
        while true {
            guard let newline = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            var line = rest[..<newline]
            rest = rest[(newline + 1)...]
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if line.isEmpty { break }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
            else { return nil }
            let value = String(decoding: line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
            if name.canonicalName == "status" {
                guard let code = Int(value.prefix(3)) else { return nil }
                status = code
            } else {
                headers.append(HTTPField(name: name, value: value))
            }
        }
        self.status = status
        self.headers = headers
        cookies = headers[values: .setCookie].map { TestCookie($0) }
        body = Array(rest)
    }

    /// The first cookie of a name that the response sets; nil if it sets none.
    public func cookie(_ name: String) -> TestCookie? { cookies.first { $0.name == name } }
}

/// One `Set-Cookie`, as a browser reads it (RFC 6265, section 5.2).
public struct TestCookie: Sendable {
    /// The cookie's name.
    public let name: String
    /// The value as it was sent; quotes and escapes stay.
    public let value: String
    /// By lowercase name; an attribute without a value has an empty one.
    public let attributes: [String: String]

    init(_ header: String) {
        let parts = header.split(separator: ";").map { $0.drop { $0 == " " } }
        let pair = TestCookie.pair(parts.first ?? "")
        name = pair.name
        value = pair.value
        var attributes: [String: String] = [:]
        for part in parts.dropFirst() {
            let attribute = TestCookie.pair(part)
            attributes[attribute.name.lowercased()] = attribute.value
        }
        self.attributes = attributes
    }

    /// Whether the header tells the browser to forget the cookie.
    public var isDeletion: Bool {
        if let age = attributes["max-age"].flatMap({ Int($0) }) { return age <= 0 }
        return attributes["expires"]?.contains(" 1970 ") ?? false
    }

    private static func pair(_ text: Substring) -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "=") else { return (String(text), "") }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}
