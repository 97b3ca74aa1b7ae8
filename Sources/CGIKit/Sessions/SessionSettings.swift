/// How session cookies are made. Each property names its Flask setting.
public struct SessionSettings: Sendable {
    /// `SESSION_COOKIE_NAME`.
    public var cookieName = "session"
    /// `SESSION_COOKIE_DOMAIN`; nil for this host only.
    public var cookieDomain: Cookie.Domain?
    /// `SESSION_COOKIE_PATH`, or Flask's `APPLICATION_ROOT`.
    public var cookiePath = "/"
    /// `SESSION_COOKIE_HTTPONLY`.
    public var isCookieHTTPOnly = true
    /// `SESSION_COOKIE_SECURE`; a site under HTTPS sets it.
    public var isCookieSecure = false
    /// `SESSION_COOKIE_SAMESITE`.
    public var cookieSameSite: Cookie.SameSite? = .lax
    /// `SESSION_COOKIE_PARTITIONED`.
    public var isCookiePartitioned = false
    /// `PERMANENT_SESSION_LIFETIME` in seconds: how long any cookie is accepted, and how long browsers keep a permanent one.
    public var lifetime: Int64 = 31 * 86400
    /// When a session with certain contents ends, in seconds since 1970, however often its cookie is signed again; nil for
    /// those that only their cookie's age ends.
    public var end: @Sendable (OrderedDictionary<SessionValue>) -> Int64? = { _ in nil }
    /// Whether the cookies of sessions with a fixed ``end`` are refreshed, too, as Flask does on its pages of the same site.
    public var refreshesFixedEnds = false
    /// `SESSION_REFRESH_EACH_REQUEST`: whether every answer sends the cookie of a permanent session again, unless
    /// its ``end`` is fixed.
    public var refreshesEachRequest = true
    /// The digest of signatures; `.sha1` to share sessions with Flask.
    public var digest = Digest.sha256

    /// Flask's defaults, but for `SameSite=Lax` and SHA-256.
    public init() {}

    /// Flask's own defaults.
    public static var flask: SessionSettings {
        var settings = SessionSettings()
        settings.cookieSameSite = nil
        settings.digest = .sha1
        return settings
    }
}
