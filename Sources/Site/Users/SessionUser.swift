import CGIKit

/// Whom a session belongs to. Its `user_id` is Flask's. Beside it stand the session's number, under which the database knows
/// it, and a mark of the password with which it began; those that Flask, or a release without numbers, has begun have the
/// mark alone, or nothing.
extension Page {
    func signedInUser() throws(Failure) -> User? {
        guard let id = try sessionUserID else { return nil }
        let users = try users
        let number = try sessionNumber
        let isStaff = try sessionIsStaffs
        let limits = try askedLimits(of: id)
        let idle = try failing { () throws(ConfigurationError) in try configuration.sessionIdleTime }
        let found = try failing { () throws(DatabaseError) in
            try users.user(id: id, session: number, seen: idle != nil, isStaff: isStaff, limits)
        }
        return try accepted(found.map { ($0.user, $0.session) }, found?.reached ?? [])
    }

    /// Whom the session says is signed in.
    var sessionUserID: Int64? {
        get throws(Failure) { try session["user_id"]?.int.map { Int64($0) } }
    }

    /// The session's number, if it is one of the user whom the session names: Flask may have signed in somebody else over it.
    var sessionNumber: SessionNumber? {
        get throws(Failure) {
            let session = try session
            guard isMarked(session) else { return nil }
            return session[SessionNumber.key]?.int.map { SessionNumber(rawValue: Int64($0)) }
        }
    }

    /// The account of the session, unless it is closed or the session is over, which then is only a visitor's.
    ///
    /// - Parameter limits: those that were reached, of the account or its network.
    func accepted(
        _ found: (user: User, session: KnownSession?)?, _ limits: [RateLimit]
    ) throws(Failure) -> User? {
        let session = try session
        guard let found else {
            if !isMarked(session) { end(session) }
            return nil
        }
        if found.user.status == .inactive, found.session != nil {
            // Closed by Flask, or from a shell: this session is not to come to life again with the account.
            let userID = found.user.id
            writeAfterwards("that the sessions of user \(userID) are over") { (page, database) throws(DatabaseError) in
                try SessionStore(database).endEverywhere(of: userID, now: page.now)
            }
        } else if found.user.status != .inactive, try isCurrent(session, found) {
            reachedLimits = limits
            return try withQueue(found.user)
        }
        end(session)
        return nil
    }

    private func isCurrent(
        _ session: Session, _ found: (user: User, session: KnownSession?)
    ) throws(Failure) -> Bool {
        guard try sessionNumber != nil else { return try isCurrentWithoutNumber(session, of: found.user) }
        guard let known = found.session, known.isOfPassword(of: found.user) else { return false }
        let idle = try failing { () throws(ConfigurationError) in try configuration.sessionIdleTime }
        guard let idle, let seenAt = known.seenAt else { return true }
        if now - seenAt > idle { return false }
        // Not with each page: reading is cheap, and writing is not.
        if now - seenAt >= max(idle / 20, 1) {
            let userID = found.user.id
            writeAfterwards("that user \(userID) was here") { (page, database) throws(DatabaseError) in
                try SessionStore(database).noteSeen(known.number, of: userID, now: page.now)
            }
        }
        return true
    }

    /// Whether a session that the database does not know was begun with the password that the account has now, and signed
    /// after all sessions were ended. Those that Flask has begun have no mark of this user; where they are taken, they must
    /// be younger than the password, and get one.
    private func isCurrentWithoutNumber(_ session: Session, of user: User) throws(Failure) -> Bool {
        if let ended = user.sessionsEndedAt, session.signedAt.map({ $0 <= ended }) ?? true { return false }
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
            session.remove(SessionNumber.key)
            session[Page.stampKey] = .string(try passwordStamp(of: user))
            return true
        }
    }

    /// Whether the session says that its user is staff, for whom what waits is counted with the statement that reads them.
    /// (All others' pages would take longer for it.) It gives no rights.
    var sessionIsStaffs: Bool { get throws(Failure) { try session[Page.staffKey] != nil } }

    /// Staff of whom the session did not say it yet, with what waits for them; the session says it from now on.
    func withQueue(_ user: User) throws(Failure) -> User {
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

    /// To be called before a session is signed again: that makes one without a number younger, and what is over must not come
    /// to life again by it.
    ///
    /// - Returns: false if it cannot be found out whether it is over.
    func endUnlessCurrent(_ session: Session) -> Bool {
        do throws(Failure) {
            guard try sessionUserID != nil, try sessionNumber == nil else { return true }
            _ = try currentUser
            return !hasGivenUpOnUser
        } catch {
            return false
        }
    }

    /// Makes a session that of a visitor.
    private func end(_ session: Session) {
        // A visitor's cookie need not outlive the browser, nor come with each page.
        if session.contains(SessionNumber.key) { session.remove("_permanent") }
        for key in ["user_id", Page.stampKey, SessionNumber.key] { session.remove(key) }
    }

    /// Whether a session has a mark of its own user, be it good or not: then its age does not count.
    private func isMarked(_ session: Session) -> Bool {
        guard let id = session["user_id"]?.int, let stamp = session[Page.stampKey]?.string else { return false }
        return stamp.utf8.starts(with: "\(id).".utf8)
    }

    static var stampKey: String { "password_stamp" }
}
