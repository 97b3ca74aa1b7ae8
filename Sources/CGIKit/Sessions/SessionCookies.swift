/// Keeps sessions in signed cookies, in Flask's format (`flask.sessions.SecureCookieSessionInterface`). The client can
/// read the cookie, but not change it.
public struct SessionCookies {
    /// What the response must contain for its session.
    public struct Answer {
        /// The cookie to set, or to delete if the session has become empty; nil leaves the client's as it is.
        public let cookie: Cookie?
        /// Whether the response must have `Vary: Cookie`.
        public let variesByCookie: Bool
    }

    private let settings: SessionSettings
    private let signer: TimedSigner
    private let clock: Clock

    /// Opens and saves sessions with the site's keys.
    ///
    /// - Throws: A ``ConfigurationError`` if the cookie's name is not a token.
    @export(interface) public init(
        keys: SecretKeys, settings: SessionSettings = SessionSettings(), clock: Clock = .system
    ) throws(ConfigurationError) {
        guard Cookie.isToken(settings.cookieName) else {
            throw ConfigurationError("SESSION_COOKIE_NAME: '\(settings.cookieName)' cannot be the name of a cookie")
        }
        self.settings = settings
        self.clock = clock
        signer = TimedSigner(
            Signer(keys: keys, salt: "cookie-session", derivation: .hmac, digest: settings.digest), clock: clock)
    }

    /// The session of a request. It is empty if the cookie is missing, forged, too old or unreadable.
    @export(interface) public func open(_ cookies: CookieHeader) -> Session {
        Session { [self] in opened(cookies[settings.cookieName] ?? "") }
    }

    /// The session in a cookie's value.
    func open(value: String) -> Session { Session { [self] in opened(value) } }

    private func opened(_ value: String) -> Session.Opened {
        guard !value.isEmpty,
            let (payload, signedAt) = try? signer.unsign(Array(value.utf8), maxAge: settings.lifetime),
            let json = try? JSONValue(tokenPayload: payload),
            let values = try? TaggedJSON.read(json)
        else { return Session.Opened() }
        if let end = settings.end(values), end < clock.now { return Session.Opened() }
        return Session.Opened(values: values, signedAt: signedAt)
    }

    /// Whether the response will set the session's cookie.
    public func signs(_ session: Session) -> Bool { session.isModified || isRefreshed(session) }

    /// What the session adds to the response; called when the response is otherwise complete.
    @export(interface) public func save(_ session: Session) -> Answer {
        guard signs(session) else {
            return Answer(cookie: nil, variesByCookie: session.isAccessed)
        }
        return Answer(cookie: session.values.isEmpty ? deletion : cookie(for: session.values), variesByCookie: true)
    }

    private func isRefreshed(_ session: Session) -> Bool {
        settings.refreshesEachRequest && isPermanent(session.values)
            && (settings.refreshesFixedEnds || settings.end(session.values) == nil)
    }

    private func isPermanent(_ values: OrderedDictionary<SessionValue>) -> Bool {
        values["_permanent"]?.isTrue ?? false
    }

    private func cookie(for values: OrderedDictionary<SessionValue>) -> Cookie {
        let value = signer.sign(TokenPayload.encode(TaggedJSON.write(values), likeFlask: settings.digest == .sha1))
        var cookie = cookie(value: String(decoding: value, as: UTF8.self))
        if isPermanent(values) { cookie.expires = settings.end(values) ?? clock.now + settings.lifetime }
        return cookie
    }

    private var deletion: Cookie {
        var cookie = cookie(value: "")
        cookie.expires = 0
        cookie.maxAge = 0
        return cookie
    }

    private func cookie(value: String) -> Cookie {
        var cookie = Cookie(name: settings.cookieName, value: value)!
        cookie.domain = settings.cookieDomain
        cookie.path = settings.cookiePath
        cookie.isSecure = settings.isCookieSecure
        cookie.isHTTPOnly = settings.isCookieHTTPOnly
        cookie.sameSite = settings.cookieSameSite
        cookie.isPartitioned = settings.isCookiePartitioned
        return cookie
    }
}
