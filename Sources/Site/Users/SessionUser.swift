import CGIKit

/// The user of a session. `user_id` is Flask's. A session also contains its ID, by which the database knows it, and a mark of
/// the password with which it began. Sessions begun by Flask or by a release without session IDs have only the mark, or
/// neither.
extension Page {
    func signedInUser() throws(Failure) -> User? {
        guard let id = try sessionUserID else { return nil }
        let users = try users
        let asked = try asked(id)
        return try accepted(try failing { () throws(DatabaseError) in try users.user(asked) })
    }

    /// The user ID in the session.
    var sessionUserID: Int64? {
        get throws(Failure) { try session["user_id"]?.int.map { Int64($0) } }
    }

    /// The session ID, if it belongs to the user in the session: Flask may have signed in another user in the same session.
    var sessionNumber: SessionNumber? {
        get throws(Failure) {
            let session = try session
            guard isMarked(session) else { return nil }
            return session[SessionNumber.key]?.int.map { SessionNumber(rawValue: Int64($0)) }
        }
    }

    /// The account of the session. If it is closed or the session has ended, the session becomes a visitor's.
    func accepted(_ found: AskedUser.Found?) throws(Failure) -> User? {
        let session = try session
        guard let found else {
            if !isMarked(session) { end(session) }
            return nil
        }
        if found.user.status == .inactive, found.session != nil {
            // Closed by Flask, or from a shell: this session must not become valid again if the account is reopened.
            let userID = found.user.id
            writeAfterwards("that the sessions of user \(userID) have ended") {
                (page, database) throws(DatabaseError) in
                try SessionStore(database).endEverywhere(of: userID, now: page.now)
            }
        } else if found.user.status != .inactive, try isCurrent(session, found) {
            reachedLimits = found.reached
            return try withQueue(found.user)
        }
        end(session)
        return nil
    }

    private func isCurrent(_ session: Session, _ found: AskedUser.Found) throws(Failure) -> Bool {
        guard try sessionNumber != nil else { return try isCurrentWithoutNumber(session, of: found.user) }
        guard let known = found.session, known.isOfPassword(of: found.user) else { return false }
        let idle = try failing { () throws(ConfigurationError) in try configuration.sessionIdleTime }
        guard let idle, let seenAt = known.seenAt else { return true }
        if now - seenAt > idle { return false }
        // Not for every page: writes are expensive.
        if now - seenAt >= max(idle / 20, 1) {
            let userID = found.user.id
            writeAfterwards("that user \(userID) was active") { (page, database) throws(DatabaseError) in
                try SessionStore(database).noteSeen(known.number, of: userID, now: page.now)
            }
        }
        return true
    }

    /// Whether a session that the database does not know began with the account's current password, and was signed after all
    /// sessions were last ended. Sessions begun by Flask have no mark of this user; where they are accepted, they must be newer
    /// than the password, and get a mark.
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

    /// Whether the session says that its user is staff. Then the statement that reads the user also counts the moderation queue,
    /// which would slow down other users' pages. It grants no permissions.
    var sessionIsStaffs: Bool { get throws(Failure) { try session[Page.staffKey] != nil } }

    /// Handles staff whose session does not say so yet: counts the queue, and notes it in the session.
    func withQueue(_ user: User) throws(Failure) -> User {
        let session = try session
        let isStaff = user.role == .admin || user.role == .staff
        guard isStaff, user.queueLength == nil else {
            if !isStaff, session.contains(Page.staffKey) { session.remove(Page.staffKey) }
            return user
        }
        session[Page.staffKey] = .int(1)
        let users = try users
        return try failing { () throws(DatabaseError) in try users.staff(id: user.id) } ?? user
    }

    private static var staffKey: String { "staff" }

    /// Call this before a session is signed again: a session without an ID becomes newer by that, and an ended session must not
    /// become valid again.
    ///
    /// - Returns: false if it cannot be determined whether the session has ended.
    func endUnlessCurrent(_ session: Session) -> Bool {
        do throws(Failure) {
            guard try sessionUserID != nil, try sessionNumber == nil else { return true }
            _ = try currentUser
            return !hasGivenUpOnUser
        } catch {
            return false
        }
    }

    /// Makes this a visitor's session.
    private func end(_ session: Session) {
        // A visitor's cookie need not be kept when the browser is closed, nor be sent with every page.
        if session.contains(SessionNumber.key) { session.remove("_permanent") }
        for key in ["user_id", Page.stampKey, SessionNumber.key] { session.remove(key) }
    }

    /// Whether a session has a mark for its user, valid or not: then its age does not matter.
    private func isMarked(_ session: Session) -> Bool {
        guard let id = session["user_id"]?.int, let stamp = session[Page.stampKey]?.string else { return false }
        return stamp.utf8.starts(with: "\(id).".utf8)
    }

    static var stampKey: String { "password_stamp" }
}
