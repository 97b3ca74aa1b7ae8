import CGIKit

/// The settings that the site knows, with their defaults.
extension Configuration {
    /// The site's name, in titles and headings.
    public var siteName: String { text("NAME") }

    /// Whether error pages show the error log's message (`DEBUG`). For development only.
    ///
    /// - Throws: A `ConfigurationError` if the setting is neither yes nor no.
    public var isDebug: Bool { get throws(ConfigurationError) { try flag("DEBUG") } }

    /// The folder whose templates override the built-in ones (`TEMPLATES`); nil if it is not set.
    public var templates: String? { path("TEMPLATES") }

    /// The folder that keeps templates parsed, if there is such a folder.
    var templateCache: String? { path("TEMPLATE_CACHE") ?? besideFile("template-cache") }

    /// Where browsers find the static files (`STATIC_URL`).
    public var staticURL: String { text("STATIC_URL") }

    /// The folder of the static files, if scripts are to look there which have names with a hash of their content.
    var staticFolder: String? { path("STATIC_FOLDER") }

    /// The database's file (`DATABASE`), as `sqlite:///path` or a path.
    ///
    /// - Throws: `Failure.configuration` if the setting is malformed.
    public var database: DatabaseURL {
        get throws(Failure) {
            try failing { () throws(ConfigurationError) in try databaseURL }
        }
    }

    /// How long a page waits for a lock on the database (`DATABASE_TIMEOUT`), in milliseconds.
    ///
    /// - Throws: `Failure.configuration` if the setting is not a number.
    public var busyTimeout: Int {
        get throws(Failure) {
            try failing { () throws(ConfigurationError) in try number("DATABASE_TIMEOUT") } * 1000
        }
    }

    /// The most processes that hash a password at once; 0 is no limit.
    var passwordSlots: Int {
        get throws(ConfigurationError) {
            self["PASSWORD_SLOTS"] == nil
                ? PasswordSlots.standardCount(for: try passwordCost) : try number("PASSWORD_SLOTS")
        }
    }

    /// The file whose bytes are the secret key (`SECRET_KEY_FILE`).
    public var secretKeyFile: String { path("SECRET_KEY_FILE") ?? text("SECRET_KEY_FILE") }

    /// Files of older keys, separated by blanks, that still verify while people's cookies change to the current one.
    var fallbackKeyFiles: [String] { paths("SECRET_KEY_FALLBACK_FILES") }

    /// As many of a new member's first posts wait for staff; 0: none.
    var waitingPosts: Int { get throws(ConfigurationError) { try number("MODERATE_FIRST_POSTS") } }

    /// Seconds for which a comment can be edited; nil means forever.
    var commentEditTime: Int64? {
        get throws(ConfigurationError) {
            let minutes = try number("COMMENT_EDIT_MINUTES")
            return minutes == 0 ? nil : Int64(minutes) * 60
        }
    }

    /// The beginning of the site's absolute URLs, for feeds and emails; nil: taken from the request.
    var siteOrigin: SiteOrigin? {
        get throws(ConfigurationError) {
            guard let url = self["URL"] else { return nil }
            guard let origin = SiteOrigin(url) else { throw wrong("URL", url) }
            return origin
        }
    }

    /// Whether forms carry a token against forgery. Off only for experiments.
    var isCSRFEnabled: Bool {
        get throws(ConfigurationError) { try flag("WTF_CSRF_ENABLED", orIfNotSet: flag("CSRF_ENABLED")) }
    }

    /// Characters that a new password has at least.
    var passwordMinimum: Int { get throws(ConfigurationError) { try number("PASSWORD_MINIMUM") } }

    /// The cost of password hashes (`PASSWORD_SCRYPT`); by default what OWASP recommends, in the form that suits this
    /// machine's memory.
    ///
    /// - Throws: A `ConfigurationError` if the setting is not a cost.
    public var passwordCost: ScryptCost {
        get throws(ConfigurationError) {
            guard let text = self["PASSWORD_SCRYPT"] else { return .recommended }
            guard let cost = ScryptCost(text) else { throw wrong("PASSWORD_SCRYPT", text) }
            return cost
        }
    }

    /// The file of the key for the tokens in forms, if that is another.
    var csrfKeyFile: String? { path("WTF_CSRF_SECRET_KEY_FILE") }

    /// Seconds for which a form can be submitted; 0 means forever.
    var csrfTimeLimit: Int64? {
        get throws(ConfigurationError) {
            let seconds = try number("WTF_CSRF_TIME_LIMIT")
            return seconds == 0 ? nil : Int64(seconds)
        }
    }

    func requestLimits() throws(ConfigurationError) -> RequestLimits {
        var limits = RequestLimits()
        limits.contentLength = try number("MAX_CONTENT_LENGTH")
        limits.formMemorySize = try number("MAX_FORM_MEMORY_SIZE")
        limits.formParts = try number("MAX_FORM_PARTS")
        limits.bodySeconds = try number("BODY_TIMEOUT")
        return limits
    }

    /// Addresses or networks of the proxies whose `X-Forwarded-…` headers count, separated by commas.
    var trustedProxies: TrustedProxies {
        get throws(ConfigurationError) { try TrustedProxies(self["TRUSTED_PROXIES"] ?? "") }
    }

    /// Whether those proxies' `X-Forwarded-Prefix` and `X-Forwarded-Host` count, too. Many proxies pass on what a client
    /// sent under these names.
    var trustsForwardedPrefix: Bool { get throws(ConfigurationError) { try flag("TRUST_FORWARDED_PREFIX") } }
}
