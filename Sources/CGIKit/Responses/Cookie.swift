/// One `Set-Cookie` (RFC 6265, section 4.1). A name or value that could inject another attribute or header cannot be built.
public struct Cookie {
    public enum SameSite: String { case strict = "Strict", lax = "Lax", none = "None" }

    public let name: String
    public let value: String
    public var domain: String?
    /// Seconds since 1970.
    public var expires: Int64?
    /// Seconds.
    public var maxAge: Int?
    public var isSecure = false
    public var isHTTPOnly = true
    public var path: String? = "/"
    public var sameSite: SameSite? = .lax
    public var isPartitioned = false

    public init?(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
