import CGIKit

/// The settings of sessions and their cookie: those of Flask, under its names.
extension Configuration {
    /// The digest of signatures; `sha1` to share sessions and forms with Flask.
    var sessionDigest: Digest {
        get throws(ConfigurationError) {
            switch text("SESSION_DIGEST") {
            case "sha256": .sha256
            case "sha1": .sha1
            case let other: throw wrong("SESSION_DIGEST", other)
            }
        }
    }

    func sessionSettings(isSecure: Bool, prefix: String = "") throws(ConfigurationError) -> SessionSettings {
        var settings = SessionSettings()
        settings.digest = try sessionDigest
        settings.cookieName = text("SESSION_COOKIE_NAME")
        settings.cookieDomain = try cookieDomain
        settings.cookiePath =
            self["SESSION_COOKIE_PATH"] ?? self["APPLICATION_ROOT"]
            ?? (prefix.isEmpty ? text("APPLICATION_ROOT") : prefix)
        settings.isCookieSecure = try flag("SESSION_COOKIE_SECURE", orIfNotSet: isSecure)
        settings.isCookieHTTPOnly = try flag("SESSION_COOKIE_HTTPONLY")
        settings.cookieSameSite = try cookieSameSite
        settings.isCookiePartitioned = try flag("SESSION_COOKIE_PARTITIONED")
        settings.lifetime = Int64(try number("PERMANENT_SESSION_LIFETIME"))
        settings.refreshesEachRequest = try flag("SESSION_REFRESH_EACH_REQUEST")
        return settings
    }

    private var cookieDomain: Cookie.Domain? {
        get throws(ConfigurationError) {
            guard let name = self["SESSION_COOKIE_DOMAIN"] else { return nil }
            if let domain = Cookie.Domain(name) { return domain }
            throw wrong("SESSION_COOKIE_DOMAIN", name)
        }
    }

    private var cookieSameSite: Cookie.SameSite? {
        get throws(ConfigurationError) {
            switch text("SESSION_COOKIE_SAMESITE") {
            case "Lax": .lax
            case "Strict": .strict
            case "None": Cookie.SameSite.none
            case let other: throw wrong("SESSION_COOKIE_SAMESITE", other)
            }
        }
    }
}
