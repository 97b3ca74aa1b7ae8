/// How session cookies are made; Flask's configuration keys are named beside the settings.
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
    /// `PERMANENT_SESSION_LIFETIME` in seconds: how long any cookie is taken, and how long a permanent one is kept.
    public var lifetime: Int64 = 31 * 86400
    /// `SESSION_REFRESH_EACH_REQUEST`: whether every answer sends the cookie of a permanent session anew.
    public var refreshesEachRequest = true
    /// Signatures; `.sha1` to share sessions with Flask.
    public var digest = Digest.sha256

    public init() {}

    /// Flask's own defaults.
    public static var flask: SessionSettings {
        var settings = SessionSettings()
        settings.cookieSameSite = nil
        settings.digest = .sha1
        return settings
    }
}
