import CGIKit
import HTTPTypes

/// How sessions begin and end.
extension Page {
    /// A session that is about to begin.
    struct NewSession {
        let number: SessionNumber
        let lifetime: Int64
        /// Whether the browser keeps it when it is closed.
        let stays: Bool
        /// The token of the form that begins it.
        var submission: String?
    }

    /// Whether "Stay signed in" is checked at first (`STAY_SIGNED_IN`).
    ///
    /// - Throws: `Failure.configuration` if the setting is neither yes nor no.
    public var staysSignedIn: Bool {
        get throws(Failure) { try failing { () throws(ConfigurationError) in try configuration.staysSignedIn } }
    }

    func newSession(stays: Bool) throws(Failure) -> NewSession {
        let number = try failing { () throws(SystemError) in try SessionNumber(beginningAt: now) }
        let lifetime = try failing { () throws(ConfigurationError) in try configuration.sessionLifetime }
        return NewSession(
            number: number, lifetime: lifetime, stays: stays, submission: try submission(.beginSession))
    }

    /// Signs a user in, without a check of the password.
    ///
    /// - Parameters:
    ///   - user: The user.
    ///   - stays: Whether the session outlives the browser.
    /// - Throws: `Failure.request` with 409 if the account has been changed in the meantime, and a `Failure` of
    ///   the session or the database.
    @export(interface) public func signIn(_ user: User, stays: Bool) throws(Failure) {
        let new = try newSession(stays: stays)
        let database = try database
        let hasBegun = try failing { () throws(DatabaseError) in
            try database.write { () throws(DatabaseError) in try database.beginSession(new, of: user, now: now) }
        }
        guard hasBegun else {
            throw .request(RequestError(.conflict, "The account has just been changed. Please sign in again."))
        }
        try enter(new, of: user)
    }

    /// Puts a session that has begun into the signed cookie: the user ID, the session ID, and a mark of the password. The content
    /// of the visitor's session is dropped.
    func enter(_ new: NewSession, of user: User) throws(Failure) {
        let session = try session
        session.clear()
        session["user_id"] = .int(Int(user.id))
        session[Page.stampKey] = .string(try passwordStamp(of: user))
        session[SessionNumber.key] = .int(Int(new.number.rawValue))
        if new.stays { session.isPermanent = true }
        setCurrentUser(try withQueue(user))
    }

    /// Ends the session, also in copies of its cookie.
    ///
    /// - Throws: A `Failure` of the session or the database.
    @export(interface) public func signOut() throws(Failure) {
        if let user = try sessionUserID, let number = try sessionNumber {
            let sessions = SessionStore(try database)
            try failing { () throws(DatabaseError) in try sessions.end(number, of: user) }
        }
        try leave()
    }

    /// Ends all sessions of a user, this one included.
    ///
    /// - Throws: A `Failure` of the session or the database.
    @export(interface) public func signOutEverywhere(_ user: User) throws(Failure) {
        let database = try database
        try failing { () throws(DatabaseError) in
            try database.write { () throws(DatabaseError) in
                try SessionStore(database).endEverywhere(of: user.id, now: now)
            }
        }
        try leave()
    }

    private func leave() throws(Failure) {
        try session.clear()
        setCurrentUser(nil)
    }

    /// Redirects a user who has signed out to the sign-in page, with a flash message. The browser forgets the pages
    /// that it has kept (`Clear-Site-Data`).
    ///
    /// - Throws: What ``session`` throws.
    @export(interface) public func farewell(_ message: String) throws(Failure) -> Response {
        try flash(message)
        var response = redirect(to: url(.login))
        response.headers[.clearSiteData] = "\"cache\""
        return response
    }
}

extension Database {
    /// Stores a session that begins. Call this inside a transaction.
    ///
    /// - Returns: false if the password has changed in the meantime, or the account is closed.
    func beginSession(_ new: Page.NewSession, of user: User, now: Int64) throws(DatabaseError) -> Bool {
        guard try SessionStore(self).begin(new.number, of: user, lifetime: new.lifetime, now: now) else { return false }
        if let submission = new.submission {
            try Submissions(self).note(submission, user: user.id, target: user.id, now: now)
        }
        return true
    }
}

extension HTTPField.Name {
    /// https://www.w3.org/TR/clear-site-data/
    fileprivate static var clearSiteData: HTTPField.Name { HTTPField.Name("Clear-Site-Data")! }
}
