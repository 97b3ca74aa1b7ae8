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
        if let path {
            var encoded: [UInt8] = []
            PercentEncoding.encode(path, allowing: .cookiePath, into: &encoded)
            text += "; Path=\(String(decoding: encoded, as: UTF8.self))"
        }
        if let sameSite { text += "; SameSite=\(sameSite.rawValue)" }
        if isPartitioned { text += "; Partitioned" }
        return text
    }

    static func isToken(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0.isTokenByte } }
}
