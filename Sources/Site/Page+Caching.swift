import CGIKit
import HTTPTypes

/// The version of the content that a page shows: a number that grows with every change, and when that was.
public struct ContentVersion {
    let number: Int64
    /// Seconds since 1970.
    let changedAt: Int64

    init(number: Int64, changedAt: Int64) {
        self.number = number
        self.changedAt = changedAt
    }

    /// Of what an outer join calls `content`; nil if it has found nothing.
    fileprivate init?(ofContentIn row: inout RowDecoder) {
        let (number, changedAt) = (row.integer("content.version"), row.integer("content.updated_seconds"))
        guard let number, let changedAt else { return nil }
        self.init(number: number, changedAt: changedAt)
    }
}

extension ContentVersion: RowDecodable {
    /// Reads a row of `PostStore.newestVersion`, which a query calls `newest`.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        number = try row.requiredInteger("newest.version")
        changedAt = try row.requiredInteger("newest.updated_seconds")
    }
}

/// What a page that browsers and caches may keep is made of.
public struct PageSource {
    /// Selects the columns `version` and `updated_seconds` of what the page shows.
    let version: SQL
    /// The values of its placeholders.
    let values: [DatabaseValue]
    /// The template that makes the page, if one does, and others that it may be made of.
    let template: String?
    let parts: [String]

    /// - Parameters:
    ///   - version: A query for the columns `version` and `updated_seconds` of what the page shows.
    ///   - values: The values of its placeholders.
    ///   - template: The template that makes the page; nil if none does.
    ///   - parts: Other templates that it may include.
    @export(interface) public init(
        version: SQL, _ values: [DatabaseValue] = [], template: String? = nil, parts: [String] = []
    ) {
        self.version = version
        self.values = values
        self.template = template
        self.parts = template == nil ? [] : ["base.html", "users/menu.html"] + parts
    }
}

extension Page {
    /// The response of a page that is neither rendered nor sent if the client has it. To determine that costs one
    /// statement.
    ///
    /// - Parameters:
    ///   - source: What the page is made of.
    ///   - make: Makes the page and says which version it is; nil is a page that must not be kept.
    /// - Throws: What `make` throws, `Failure.request` with 412, and a `Failure` of the database or the
    ///   session.
    @export(interface) public func answer(
        _ source: PageSource, _ make: () throws(Failure) -> (response: Response, version: ContentVersion?)
    ) throws(Failure) -> Response {
        // A message is shown once.
        let hasMessages = try session.contains("_flashes")
        if !hasMessages, request.mayHaveVersion {
            let (version, found) = try version(of: source, for: asked(sessionUserID))
            setCurrentUser(try accepted(found))
            if let version, request.has(try resourceVersion(version, source, for: currentUser)) {
                return try kept(Response(.notModified), version, source)
            }
        }
        var (response, version) = try make()
        guard let version, !hasMessages, !dependsOnVisitor else {
            if dependsOnVisitor || response.headers[.cacheControl] == nil {
                response.headers[.cacheControl] = "private, no-store"
            }
            return response
        }
        return try kept(response, version, source)
    }

    /// Says which version an answer is, for how long it may be kept, and by whom.
    private func kept(
        _ response: Response, _ version: ContentVersion, _ source: PageSource
    ) throws(Failure) -> Response {
        let user = try currentUser
        let version = try resourceVersion(version, source, for: user)
        var answer = try request.answer(version) { () throws(Failure) in response }
        let session = try session
        let isPublic = user == nil && !session.isModified
        answer.headers[.cacheControl] = isPublic ? Page.publicCaching : "private, no-cache"
        answer.vary(on: .cookie)
        return answer
    }

    /// The same for a page that is equal for all clients, such as a feed; it may be empty and so have no version. The
    /// session is not read.
    ///
    /// - Throws: What `make` throws, `Failure.request` with 412, and a `Failure` of the database.
    @export(interface) public func answerEveryone(
        _ source: PageSource, _ make: () throws(Failure) -> (response: Response, version: ContentVersion?)
    ) throws(Failure) -> Response {
        // It holds whole addresses.
        let origin = try absoluteAddresses().url(.posts)
        var answer: Response
        if request.mayHaveVersion, let version = try version(of: source, for: .nobody(now: now)).version,
            request.has(try resourceVersion(version, source, for: nil, at: origin))
        {
            answer = try request.answer(resourceVersion(version, source, for: nil, at: origin)) {
                () throws(Failure) in Response()
            }
        } else {
            var (response, made) = try make()
            if response.status != .ok { return response }
            if dependsOnVisitor {
                response.headers[.cacheControl] = "private, no-store"
                return response
            }
            let version = made ?? ContentVersion(number: 0, changedAt: 0)
            answer = try request.answer(resourceVersion(version, source, for: nil, at: origin)) {
                () throws(Failure) in response
            }
        }
        answer.headers[.cacheControl] = Page.publicCaching
        return answer
    }

    /// Redirects all clients permanently to the right URL of what they asked for. Caches may keep that for as long as a
    /// page, because the right URL may change again with a title or a name.
    @export(interface) public func redirectEveryone(to location: String) -> Response {
        var response = Response.redirect(to: location, status: .movedPermanently)
        response.headers[.cacheControl] = Page.publicCaching
        return response
    }

    /// The same for an address that is wrong whatever the site holds.
    func redirectForGood(to location: String) -> Response {
        var response = Response.redirect(to: location, status: .permanentRedirect)
        response.headers[.cacheControl] = "public, max-age=86400"
        return response
    }

    /// What is the same for all may be shown for a minute without asking.
    private static var publicCaching: String { "public, max-age=60" }

    /// The version of what a page shows, nil if there is nothing to show; and, in the same statement, who is signed in.
    private func version(
        of source: PageSource, for asked: AskedUser
    ) throws(Failure) -> (version: ContentVersion?, found: AskedUser.Found?) {
        let read = { (row: inout RowDecoder) throws(DatabaseError) -> (ContentVersion?, AskedUser.Found?) in
            (ContentVersion(ofContentIn: &row), try asked.read(&row))
        }
        let database = try database
        return try failing { () throws(DatabaseError) in
            let statement = try database.prepare(
                """
                SELECT \(columns: read)
                FROM (SELECT 1) LEFT JOIN (\(source.version)) AS content ON TRUE LEFT JOIN users_user ON users_user.id = ?1
                """)
            statement.bind(asked.values + source.values)
            return try statement.next(read) ?? (nil, nil)
        }
    }

    private func resourceVersion(
        _ version: ContentVersion, _ source: PageSource, for user: User?, at origin: String = ""
    ) throws(Failure) -> ResourceVersion {
        let design = templates.design(of: source.template, with: source.parts)
        let designedAt = design.changedAt
        var lifetime = Page.longestUnchanged
        var state = Fingerprint()
        state.add(addresses.root)
        state.add(try request.path)
        state.add(request.queryString)
        state.add(origin)
        state.add(configuration.siteName)
        state.add(addresses.staticURL)
        state.add(addresses.staticFiles.state)
        state.add(design.bytes)
        if let user {
            state.add(user.id)
            state.add(user.displayName)
            state.add(user.role?.rawValue ?? -1)
            state.add(user.status?.rawValue ?? -1)
            state.add(user.email ?? "")
            state.add(user.isConfirmed ? 1 : 0)
            state.add(user.unlistedPosts.rawValue)
            state.add(user.queueLength ?? -1)
            state.add(user.commentsAgainAt.map { $0 > now ? $0 : 0 } ?? 0)
            state.add(try reachedLimit()?.until ?? 0)
            state.add(try session["csrf_token"]?.string ?? "")
            // A page that is kept keeps its tokens, which must still be good when they are sent.
            let limit = try failing { () throws(ConfigurationError) in try configuration.csrfTimeLimit }
            if let limit { lifetime = min(lifetime, max(limit / 2, 1)) }
        }
        let period = now / lifetime
        state.add(period)
        // Within the second of a change another one may follow.
        let changedAt = max(version.changedAt, designedAt / 1_000_000_000, period * lifetime)
        return ResourceVersion(
            tag: "\(version.number)-\(state.text)", lastModified: user == nil && changedAt < now ? changedAt : nil,
            changedAt: max(version.changedAt, designedAt / 1_000_000_000))
    }

    /// What no version tells of, such as another name of an author, is seen after a day.
    private static var longestUnchanged: Int64 { 86400 }
}

extension Request {
    /// Whether the client may have a version of the page already.
    fileprivate var mayHaveVersion: Bool {
        mayBeConditional && (header(.ifNoneMatch) != nil || header(.ifModifiedSince) != nil)
    }
}
