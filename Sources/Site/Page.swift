import CGIKit
import HTTPTypes

/// One request to the site, and all that its response is made of. Everything is loaded once, and only when it is used:
/// a page that needs no user costs no SQL.
public final class Page {
    /// The request, with the site's limits and trusted proxies.
    public let request: Request
    /// The site's settings.
    public let configuration: Configuration
    /// The URLs of the site's pages, as this script is mounted.
    public let addresses: Addresses
    let clock: Clock
    /// The page that the address is of; nil where it is of none.
    var endpoint: Endpoint?
    /// What the address gave for `<name>` and the like.
    var parameters: [Addresses.Parameter] = []
    /// The status of the page that is rendered.
    var status = HTTPResponse.Status.ok
    /// The form that was submitted, and the template that shows it.
    var submitted: (form: Form, template: String)?
    /// Whether the form was sent before, and the session has begun or changed by it: its token is that of the earlier
    /// session.
    public internal(set) var isRepeated = false

    /// Whether the answer sends no cookie, whatever becomes of the session meanwhile.
    var leavesSessionAlone = false

    /// The limits that a form which opens would run into (``reachedLimit(_:)``).
    var reachedLimits: [RateLimit] = []
    var knownLimitEnds: [(kind: RateLimit.Kind, until: Int64)]?

    /// Seconds after which what was refused may be sent again.
    var retryAfter: Int64?
    /// Whose account somebody wants to get into, for the error log.
    var accountAskedFor: Int64?
    /// Set beside the session's.
    var cookies: [Cookie] = []

    /// What forms of this page carry, and the session's own token that it was made of.
    var csrfTokenMade: (own: String, token: String)?

    /// What is written when the page is answered (``writeAfterwards(_:_:)``), and then starts a mail worker, if anything. (Asked
    /// for by those who have something, so that it is in their programs only.)
    var writesAfterwards: [(Page, _ log: (String) -> Void) -> Void] = []
    var mailWorkerStarter: ((Page, _ log: (String) -> Void) -> Void)?

    /// Whether a template has asked for what differs between visitors and no version of the page tells of: the page is then
    /// kept by nobody.
    var dependsOnVisitor = false

    /// Why a template that asked the site for something did not get it.
    var globalFailure: Failure?

    /// Kept for as long as the page: to take the trees of parsed templates down costs a process more than to end with
    /// them.
    private(set) lazy var templates = SiteTemplates.environment(
        folder: configuration.templates, cache: configuration.templateCache)

    private var loadedSecrets: Secrets?
    private var loadedSession: Session?
    private var loadedDatabase: Database?
    private var loadedUser: User??
    private(set) var hasGivenUpOnUser = false

    init(_ request: Request, _ configuration: Configuration, clock: Clock) {
        self.request = request
        self.configuration = configuration
        self.clock = clock
        // A path of our own; another host's files are where they are.
        let prefix = configuration.staticURL.hasPrefix("/") ? request.forwardedPrefix : ""
        addresses = Addresses(
            scriptName: request.scriptName, staticURL: prefix + configuration.staticURL,
            staticFiles: StaticFiles(folder: configuration.staticFolder))
    }

    /// A parameter of the page's path; nil if it has none of this name.
    public func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Whether the method is POST, PUT, PATCH or DELETE (Flask-WTF's `is_submitted`).
    public var isSubmitted: Bool {
        @export(interface) get {
            switch request.method {
            case .post, .put, .patch, .delete: true
            default: false
            }
        }
    }

    // MARK: Loaded when asked for

    var secrets: Secrets {
        @export(interface) get throws(Failure) {
            if let loadedSecrets { return loadedSecrets }
            let secrets = try Secrets(
                configuration, isSecure: request.isSecure, prefix: request.forwardedPrefix, clock: clock)
            loadedSecrets = secrets
            return secrets
        }
    }

    /// Flask's `session`.
    ///
    /// - Throws: `Failure.configuration` if the secret key is missing or a setting is malformed.
    public var session: Session {
        @export(interface) get throws(Failure) {
            if let loadedSession { return loadedSession }
            let session = try secrets.sessions.open(CookieHeader(request.cookieHeader ?? ""))
            loadedSession = session
            return session
        }
    }

    /// The site's database, opened for writing if the form was sent, otherwise for reading.
    ///
    /// - Throws: A `Failure` if it cannot be opened or migrated.
    public var database: Database {
        get throws(Failure) {
            if let loadedDatabase { return loadedDatabase }
            let database = try openDatabase(for: isSubmitted ? .writing : .reading)
            loadedDatabase = database
            return database
        }
    }

    /// A connection of its own.
    @export(interface) func openDatabase(for access: Database.Access) throws(Failure) -> Database {
        try Database.openSite(configuration.database, for: access, busyTimeout: configuration.busyTimeout)
    }

    /// The users of the site's database.
    ///
    /// - Throws: What ``database`` throws.
    public var users: UserStore { get throws(Failure) { UserStore(try database) } }

    /// The posts of the site's database.
    ///
    /// - Throws: What ``database`` throws.
    public var posts: PostStore { get throws(Failure) { PostStore(try database) } }

    /// The time in seconds since 1970.
    public var now: Int64 { clock.now }

    /// What the page has cost in SQL so far.
    var statementsPrepared: Int { loadedDatabase?.statementsPrepared ?? 0 }

    /// The signed-in user; nil for a visitor (the how-to's `g.user`).
    ///
    /// - Throws: A `Failure` of the session or the database.
    public var currentUser: User? {
        @export(interface) get throws(Failure) {
            if let loadedUser { return loadedUser }
            let user = try signedInUser()
            loadedUser = .some(user)
            return user
        }
    }

    /// Says who is signed in from now on, in this request.
    func setCurrentUser(_ user: User?) { loadedUser = .some(user) }

    /// Makes no more attempts to find out who is signed in.
    func giveUpOnUser() {
        guard loadedUser == nil else { return }
        loadedUser = .some(nil)
        hasGivenUpOnUser = true
    }

    // MARK: Answers

    /// The URL of a page (Flask's `url_for`).
    @export(interface) public func url(_ endpoint: Endpoint, _ parameters: [Addresses.Parameter] = []) -> String {
        addresses.url(for: endpoint, parameters)
    }

    /// Shows a flash message on the next page (Flask's `flash`).
    ///
    /// - Throws: What ``session`` throws.
    @export(interface) public func flash(_ message: String, category: String = "message") throws(Failure) {
        try session.flash(message, category: category)
    }

    /// Redirects the browser to another page; after a POST it follows with a GET.
    @export(interface) public func redirect(to location: String) -> Response {
        .redirect(to: location, status: isSubmitted ? .seeOther : .found)
    }

    /// The query's `next`: where the user wanted to go before signing in. Nil if it is missing or leads to another
    /// site.
    ///
    /// - Throws: `Failure.request` if the query string is malformed.
    public var next: String? {
        @export(interface) get throws(Failure) { SafeRedirect(try request.query["next"] ?? "")?.path }
    }

    /// Completes an answer with what the session adds to it, and closes the database. (One that was only read from has no
    /// lock on anything: it ends with the process, which is sooner.) Developers are told what the page has cost in SQL.
    func finish(_ response: Response) -> Response {
        defer {
            if isSubmitted {
                loadedDatabase = nil
                submitted = nil
            }
        }
        var response = response
        if request.showsErrorDetails {
            response.headers[.serverTiming] = "sql;desc=\"\(statementsPrepared) statements\""
        }
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        for cookie in cookies { response.setCookie(cookie) }
        if request.isSecure, let seconds = try? configuration.strictTransportSeconds, seconds > 0 {
            response.headers[.strictTransportSecurity] = "max-age=\(seconds)"
        }
        guard let loadedSession, let sessions = loadedSecrets?.sessions else { return response }
        if leavesSessionAlone { return response }
        let isSent = !sessions.signs(loadedSession) || endUnlessCurrent(loadedSession)
        let answer = sessions.save(loadedSession)
        if isSent, let cookie = answer.cookie {
            response.setCookie(cookie)
            // Even of a page that is the same for all: a permanent session's cookie comes with each.
            if response.headers[.cacheControl]?.hasPrefix("public") == true {
                response.headers[.cacheControl] = "private, no-cache"
            }
        }
        if answer.variesByCookie {
            response.vary(on: .cookie)
            if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        }
        return response
    }
}

extension HTTPField.Name {
    /// https://www.w3.org/TR/server-timing/
    fileprivate static var serverTiming: HTTPField.Name { HTTPField.Name("Server-Timing")! }
}
