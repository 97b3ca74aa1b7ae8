/// One `Set-Cookie` (RFC 6265, section 4.1). A name, value or attribute that could inject another attribute or header
/// cannot be built.
public struct Cookie: Sendable {
    public enum SameSite: String, Sendable { case strict = "Strict", lax = "Lax", none = "None" }

    /// A host name in ASCII, without a port; `example.org` includes its subdomains.
    public struct Domain: Equatable, Sendable {
        public let name: String

        /// Takes `.example.org` too, without the dot, which browsers ignore.
        @export(interface) public init?(_ name: String) {
            let name = name.utf8.first == UInt8(ascii: ".") ? String(name.dropFirst()) : name
            let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard name.utf8.count <= 253, labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Domain.isAllowed) })
            else { return nil }
            self.name = name
        }

        private static func isAllowed(_ byte: UInt8) -> Bool {
            byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
    }

    /// Browsers drop a cookie whose name, value and attributes are longer than this many bytes (what Werkzeug warns of).
    public static var browserLimit: Int { 4093 }

    public let name: String
    public let value: String
    public var domain: Domain?
    /// Seconds since 1970.
    public var expires: Int64?
    /// Seconds.
    public var maxAge: Int?
    public var isSecure = false
    public var isHTTPOnly = true
    /// Percent-encoded where it needs to be.
    public var path: String? = "/"
    public var sameSite: SameSite? = .lax
    /// Kept apart for each embedding site; such a cookie is always secure.
    public var isPartitioned = false

    /// - Parameters:
    ///   - name: A token (RFC 9110, section 5.6.2); nil if it is not.
    ///   - value: Any text. What a cookie cannot hold is quoted as Werkzeug quotes it, and ``CookieHeader`` reads it.
    @export(interface) public init?(name: String, value: String) {
        guard Cookie.isToken(name) else { return nil }
        self.name = name
        self.value = value
    }

    /// The text after `Set-Cookie:`, attributes in Werkzeug's order.
    public var headerValue: String {
        var text = "\(name)=\(CookieValue.quoted(value))"
        if let domain { text += "; Domain=\(domain.name)" }
        if let expires { text += "; Expires=\(HTTPDate(seconds: expires).text)" }
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if isSecure || isPartitioned { text += "; Secure" }
        if isHTTPOnly { text += "; HttpOnly" }
        if let path { text += "; Path=\(Cookie.encoded(path: path))" }
        if let sameSite { text += "; SameSite=\(sameSite.rawValue)" }
        if isPartitioned { text += "; Partitioned" }
        return text
    }

    static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains($0) }
    }

    /// Python's `urllib.parse.quote(path, safe="%!$&'()*+,/:=@")`.
    private static func encoded(path: String) -> String {
        let hexDigits = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        for byte in path.utf8 {
            if byte.isASCIIAlphanumeric || "_.-~%!$&'()*+,/:=@".utf8.contains(byte) {
                output.append(byte)
            } else {
                output += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 0xF)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}

extension UInt8 {
    public var isASCIIAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            return true
        default: return false
        }
    }
}
