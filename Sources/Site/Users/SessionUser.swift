import CGIKit

/// Whom a session belongs to. Its `user_id` is Flask's; beside it stands a mark of the password with which it began.
extension Page {
    /// Signs a person in: their id goes into the session, which nobody can change because it is signed, with a mark of
    /// the password that ends the session when the password changes. What an anonymous visitor's session held is dropped.
    public func signIn(_ user: User) throws(Failure) {
        let session = try session
        session.clear()
        session["user_id"] = .int(Int(user.id))
        session[Page.stampKey] = .string(try stamp(of: user))
        setCurrentUser(try withQueue(user))
    }

    /// Ends the session.
    public func signOut() throws(Failure) {
        try session.clear()
        setCurrentUser(nil)
    }

    func signedInUser() throws(Failure) -> User? {
        guard let id = try sessionUserID else { return nil }
        let users = try users
        let isStaff = try sessionIsStaffs
        return try accepted(failing { () throws(DatabaseError) in try users.user(id: id, isStaff: isStaff) })
    }

    /// Whom the session says is signed in.
    var sessionUserID: Int64? {
        get throws(Failure) { try session["user_id"]?.int.map { Int64($0) } }
    }

    /// The account of the session, unless it is closed or the session is over, which then is only a visitor's.
    func accepted(_ user: User?) throws(Failure) -> User? {
        let session = try session
        guard let user, user.status != .inactive else {
            if !isMarked(session) { end(session) }
            return nil
        }
        if try isCurrent(session, of: user) { return try withQueue(user) }
        end(session)
        return nil
    }

    /// Whether a session was begun with the password that the account has now. Those that Flask has begun have no mark
    /// of this user; where they are taken, they must be younger than the password, and get one.
    private func isCurrent(_ session: Session, of user: User) throws(Failure) -> Bool {
        let stamps = try secrets.passwordStamp
        let verdict = session[Page.stampKey]?.string.map { stamp in
            stamps.verdict(stamp, user: user.id, storedHash: user.passwordHash ?? "")
        }
        switch verdict {
        case .current: return true
        case .outdated: return false
        case .ofAnotherUser, nil:
            let isShared = try failing { () throws(ConfigurationError) in try configuration.sessionDigest == .sha1 }
            let isYounger = user.passwordChangedAt.map { changed in session.signedAt.map { $0 > changed } ?? false }
            guard isShared, isYounger ?? true else { return false }
            session[Page.stampKey] = .string(try stamp(of: user))
            return true
        }
    }

    /// Whether the session says that its user is staff, for whom what waits is counted with the statement that reads them.
    /// (All others' pages would take longer for it.) It gives no rights.
    var sessionIsStaffs: Bool { get throws(Failure) { try session[Page.staffKey] != nil } }

    /// Staff of whom the session did not say it yet, with what waits for them; the session says it from now on.
    private func withQueue(_ user: User) throws(Failure) -> User {
        let session = try session
        let isStaff = user.role == .admin || user.role == .staff
        guard isStaff, user.queueLength == nil else {
            if !isStaff, session.contains(Page.staffKey) { session.remove(Page.staffKey) }
            return user
        }
        session[Page.staffKey] = .int(1)
        let users = try users
        return try failing { () throws(DatabaseError) in try users.user(id: user.id, isStaff: true) } ?? user
    }

    private static var staffKey: String { "staff" }

    /// To be called before a session is signed anew: that makes it younger, and one that is over must not come to life
    /// again by it.
    ///
    /// - Returns: false if it cannot be found out whether it is over.
    func endUnlessCurrent(_ session: Session) -> Bool {
        guard session["user_id"]?.int != nil, !isMarked(session) else { return true }
        do throws(Failure) {
            _ = try signedInUser()
            return true
        } catch {
            return false
        }
    }

    /// Makes a session that of a visitor.
    private func end(_ session: Session) {
        session.remove("user_id")
        session.remove(Page.stampKey)
    }

    /// Whether a session has a mark of its own user, be it good or not: then its age does not count.
    private func isMarked(_ session: Session) -> Bool {
        guard let id = session["user_id"]?.int, let stamp = session[Page.stampKey]?.string else { return false }
        return stamp.utf8.starts(with: "\(id).".utf8)
    }

    private func stamp(of user: User) throws(Failure) -> String {
        try secrets.passwordStamp.stamp(of: user.id, storedHash: user.passwordHash ?? "")
    }

    private static var stampKey: String { "password_stamp" }
}
