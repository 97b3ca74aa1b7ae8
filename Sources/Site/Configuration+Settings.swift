import CGIKit

/// The settings that the site knows, with their defaults.
extension Configuration {
    /// The site's name, in titles and headings.
    public var siteName: String { self["NAME"] ?? "My Site" }

    /// Whether error pages show what is in the error log. For development.
    public var isDebug: Bool { get throws(ConfigurationError) { try flag("DEBUG", default: false) } }

    /// The folder whose templates stand before the built-in ones.
    public var templates: String? { path("TEMPLATES") }

    /// The folder that keeps templates parsed, if there is such a folder.
    var templateCache: String? { path("TEMPLATE_CACHE") ?? besideFile("template-cache") }

    /// Where browsers find the static files.
    public var staticURL: String { self["STATIC_URL"] ?? "/static" }

    /// The database's file, as `sqlite:///path` or a bare path.
    public var database: DatabaseURL {
        get throws(Failure) {
            try failing { () throws(ConfigurationError) in
                try DatabaseURL(databasePath ?? Configuration.dataFolder + "/app.db")
            }
        }
    }

    /// How long a page waits for the database while another writes, in milliseconds.
    public var busyTimeout: Int {
        get throws(Failure) {
            try failing { () throws(ConfigurationError) in try number("DATABASE_TIMEOUT", default: 5) } * 1000
        }
    }

    var secretKeyFile: String { path("SECRET_KEY_FILE") ?? Configuration.dataFolder + "/secret_key" }

    /// Files of older keys, separated by blanks, that still verify while people's cookies change to the current one.
    var fallbackKeyFiles: [String] { paths("SECRET_KEY_FALLBACK_FILES") }

    /// As many of a new member's first posts wait for staff; 0: none.
    var waitingPosts: Int { get throws(ConfigurationError) { try number("MODERATE_FIRST_POSTS", default: 1) } }

    /// Seconds for which a comment can be edited; nil is for ever.
    var commentEditTime: Int64? {
        get throws(ConfigurationError) {
            let minutes = try number("COMMENT_EDIT_MINUTES", default: 60)
            return minutes == 0 ? nil : Int64(minutes) * 60
        }
    }

    /// New posts within a minute, of a user and from an address; 0 is no limit.
    var postsPerMinute: (byUser: Int, byAddress: Int) {
        get throws(ConfigurationError) { try perMinute("POSTS", byUser: 4, byAddress: 20) }
    }

    /// New comments within a minute, of a user and from an address; 0 is no limit.
    var commentsPerMinute: (byUser: Int, byAddress: Int) {
        get throws(ConfigurationError) { try perMinute("COMMENTS", byUser: 6, byAddress: 30) }
    }

    private func perMinute(
        _ what: String, byUser: Int, byAddress: Int
    ) throws(ConfigurationError) -> (byUser: Int, byAddress: Int) {
        (
            try number("\(what)_PER_MINUTE", default: byUser),
            try number("\(what)_PER_MINUTE_BY_ADDRESS", default: byAddress)
        )
    }

    /// Where the site's addresses begin, for what is read elsewhere: `https://www.example.org`, without a slash at its
    /// end. Nil is where the request says that it came.
    var siteURL: String? {
        get throws(ConfigurationError) {
            guard let url = self["URL"] else { return nil }
            guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
                throw ConfigurationError("URL is \"\(url)\"; write where the site is, such as https://www.example.org.")
            }
            return url.hasSuffix("/") ? String(url.utf8.dropLast()) : url
        }
    }

    /// Whether forms carry a token against forgery. Off only for experiments.
    var isCSRFEnabled: Bool {
        get throws(ConfigurationError) { try flag("WTF_CSRF_ENABLED", default: flag("CSRF_ENABLED", default: true)) }
    }

    /// The file of the key for the tokens in forms, if that is another.
    var csrfKeyFile: String? { path("WTF_CSRF_SECRET_KEY_FILE") }

    /// Seconds for which a form can be sent; 0 is for ever.
    var csrfTimeLimit: Int64? {
        get throws(ConfigurationError) {
            let seconds = try number("WTF_CSRF_TIME_LIMIT", default: 3600)
            return seconds == 0 ? nil : Int64(seconds)
        }
    }

    func requestLimits() throws(ConfigurationError) -> RequestLimits {
        var limits = RequestLimits()
        limits.contentLength = try number("MAX_CONTENT_LENGTH", default: limits.contentLength)
        limits.formMemorySize = try number("MAX_FORM_MEMORY_SIZE", default: limits.formMemorySize)
        limits.formParts = try number("MAX_FORM_PARTS", default: limits.formParts)
        return limits
    }

    /// Addresses or networks of the proxies whose `X-Forwarded-…` headers count, separated by commas.
    var trustedProxies: TrustedProxies {
        get throws(ConfigurationError) {
            do throws(ConfigurationError) {
                return try TrustedProxies(self["TRUSTED_PROXIES"] ?? "")
            } catch {
                throw ConfigurationError("TRUSTED_PROXIES: \(error.message)")
            }
        }
    }

    private static var dataFolder: String { "/var/lib/cgikit" }
}
