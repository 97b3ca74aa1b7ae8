import CGIKit

/// The settings of sessions and their cookie: those of Flask, under its names.
extension Configuration {
    /// The digest of signatures; `sha1` to share sessions and forms with Flask.
    var sessionDigest: Digest {
        get throws(ConfigurationError) {
            switch self["SESSION_DIGEST"] {
            case nil, "sha256": .sha256
            case "sha1": .sha1
            case let other?: throw ConfigurationError("SESSION_DIGEST is \"\(other)\"; write sha256 or sha1.")
            }
        }
    }

    func sessionSettings(isSecure: Bool) throws(ConfigurationError) -> SessionSettings {
        var settings = SessionSettings()
        settings.digest = try sessionDigest
        settings.cookieName = self["SESSION_COOKIE_NAME"] ?? settings.cookieName
        settings.cookieDomain = try cookieDomain
        settings.cookiePath = self["SESSION_COOKIE_PATH"] ?? self["APPLICATION_ROOT"] ?? settings.cookiePath
        settings.isCookieSecure = try flag("SESSION_COOKIE_SECURE", default: isSecure)
        settings.isCookieHTTPOnly = try flag("SESSION_COOKIE_HTTPONLY", default: settings.isCookieHTTPOnly)
        settings.cookieSameSite = try cookieSameSite ?? settings.cookieSameSite
        settings.isCookiePartitioned = try flag("SESSION_COOKIE_PARTITIONED", default: settings.isCookiePartitioned)
        settings.lifetime = Int64(try number("PERMANENT_SESSION_LIFETIME", default: Int(settings.lifetime)))
        settings.refreshesEachRequest = try flag(
            "SESSION_REFRESH_EACH_REQUEST", default: settings.refreshesEachRequest)
        return settings
    }

    private var cookieDomain: Cookie.Domain? {
        get throws(ConfigurationError) {
            guard let name = self["SESSION_COOKIE_DOMAIN"] else { return nil }
            if let domain = Cookie.Domain(name) { return domain }
            throw ConfigurationError("SESSION_COOKIE_DOMAIN is \"\(name)\"; write a host's name such as example.org.")
        }
    }

    private var cookieSameSite: Cookie.SameSite? {
        get throws(ConfigurationError) {
            switch self["SESSION_COOKIE_SAMESITE"] {
            case nil: nil
            case "Lax": .lax
            case "Strict": .strict
            case "None": Cookie.SameSite.none
            case let other?:
                throw ConfigurationError("SESSION_COOKIE_SAMESITE is \"\(other)\"; write Lax, Strict or None.")
            }
        }
    }

    /// Flask has keys among its settings; here they lie in files of their own, which fewer people read.
    func refuseKeysInSettings() throws(ConfigurationError) {
        for (key, instead) in [
            ("SECRET_KEY", "SECRET_KEY_FILE"), ("SECRET_KEY_FALLBACKS", "SECRET_KEY_FALLBACK_FILES"),
            ("WTF_CSRF_SECRET_KEY", "WTF_CSRF_SECRET_KEY_FILE"),
        ] where self[key] != nil {
            throw ConfigurationError(
                "\(key) is set, and keys have files of their own here: write each as it is into one, without a line break, "
                    + "and set \(instead) to its name.")
        }
    }
}
