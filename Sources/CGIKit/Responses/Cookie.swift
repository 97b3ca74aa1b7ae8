/// One `Set-Cookie` (RFC 6265, section 4.1). A name, value or attribute that could inject another attribute or header
/// cannot be built.
public struct Cookie: Sendable {
    /// Which requests from other sites carry the cookie (RFC 6265bis, section 5.6.7): none, only following a link, or
    /// all.
    public enum SameSite: String, Sendable {
        /// No request from another site.
        case strict = "Strict"
        /// Only a link or a `GET` form from another site that leads here.
        case lax = "Lax"
        /// Every request; browsers require ``Cookie/isSecure`` with it.
        case none = "None"
    }

    /// A host name in ASCII, without a port; `example.org` includes its subdomains.
    public struct Domain: Equatable, Sendable {
        /// The host name without a leading dot.
        public let name: String

        /// Nil if the text is not a host name. A leading dot, which browsers ignore, is removed.
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

    /// A token (RFC 9110, section 5.6.2).
    public let name: String
    /// The value before quoting.
    public let value: String
    /// Which hosts get the cookie; nil is the one that sent it.
    public var domain: Domain?
    /// When browsers drop the cookie, in seconds since 1970; nil is when they are closed.
    public var expires: Int64?
    /// After how many seconds browsers drop the cookie; it has precedence over ``expires``.
    public var maxAge: Int?
    /// Whether the cookie is sent by HTTPS only.
    public var isSecure = false
    /// Whether scripts in pages cannot read the cookie.
    public var isHTTPOnly = true
    /// Percent-encoded where it needs to be.
    public var path: String? = "/"
    /// Nil leaves the attribute out, and the choice to the browser.
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
        var parts = [name, "=", CookieValue.quoted(value)]
        if let domain { parts += ["; Domain=", domain.name] }
        if let expires { parts += ["; Expires=", HTTPDate(seconds: expires).text] }
        if let maxAge { parts += ["; Max-Age=", String(maxAge)] }
        if isSecure || isPartitioned { parts.append("; Secure") }
        if isHTTPOnly { parts.append("; HttpOnly") }
        if let path {
            var encoded: [UInt8] = []
            PercentEncoding.encode(path, allowing: .cookiePath, into: &encoded)
            parts += ["; Path=", String(decoding: encoded, as: UTF8.self)]
        }
        if let sameSite { parts += ["; SameSite=", sameSite.rawValue] }
        if isPartitioned { parts.append("; Partitioned") }
        return parts.joined()
    }

    static func isToken(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0.isTokenByte } }
}
