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
        settings.lifetime = try sessionLifetime
        settings.refreshesEachRequest = try flag("SESSION_REFRESH_EACH_REQUEST")
        let lifetime = settings.lifetime
        settings.refreshesFixedEnds = settings.digest == .sha1
        settings.end = { values in SessionNumber(values).map { $0.beganAt + lifetime } }
        try refuseUnkeptCookie(settings)
        return settings
    }

    /// Seconds for which a session lasts that began here, and for which any cookie is good after it was signed.
    var sessionLifetime: Int64 {
        get throws(ConfigurationError) { Int64(try number("PERMANENT_SESSION_LIFETIME")) }
    }

    /// Seconds after which a session is over that was not used; nil is never.
    var sessionIdleTime: Int64? {
        get throws(ConfigurationError) {
            let seconds = try number("SESSION_IDLE_SECONDS")
            return seconds == 0 ? nil : Int64(seconds)
        }
    }

    /// Whether people stay signed in when they close the browser, unless they say otherwise.
    var staysSignedIn: Bool { get throws(ConfigurationError) { try flag("STAY_SIGNED_IN") } }

    /// Seconds for which browsers are to ask for the site by HTTPS only (RFC 6797); 0 is not to say so.
    var strictTransportSeconds: Int { get throws(ConfigurationError) { try number("HSTS_SECONDS") } }

    /// Browsers do not keep cookies whose name promises what they are not (RFC 6265bis, section 4.1.3): nobody could sign in.
    private func refuseUnkeptCookie(_ settings: SessionSettings) throws(ConfigurationError) {
        let name = settings.cookieName.lowercased()
        let isOfHost = name.hasPrefix("__host-")
        guard isOfHost || name.hasPrefix("__secure-") else { return }
        var missing: [String] = []
        if !settings.isCookieSecure {
            missing.append(
                "SESSION_COOKIE_SECURE = true (this page was requested without HTTPS, or through an untrusted proxy)"
            )
        }
        if isOfHost, settings.cookiePath != "/" { missing.append("SESSION_COOKIE_PATH = /") }
        if isOfHost, settings.cookieDomain != nil { missing.append("no SESSION_COOKIE_DOMAIN") }
        guard missing.isEmpty else {
            throw ConfigurationError(
                "SESSION_COOKIE_NAME is \"\(settings.cookieName)\", and browsers accept a cookie with this name only with "
                    + missing.joined(separator: ", and ") + ".")
        }
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
