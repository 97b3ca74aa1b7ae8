import CGIKit

/// A session that the database knows.
struct KnownSession {
    let number: SessionNumber
    /// Seconds since 1970; nil if it was not queried.
    let seenAt: Int64?
    private let passwordMark: String

    /// Of the user and the number that are bound first and second. (To join the table would take SQLite longer.)
    ///
    /// - Parameter seen: whether it is asked when the session was used last.
    init?(_ number: SessionNumber?, from row: inout RowDecoder, seen: Bool) {
        let passwordMark = row.text("(SELECT password_mark \(KnownSession.row))")
        seenAt = seen ? row.integer("(SELECT seen_seconds \(KnownSession.row))") : nil
        guard let number, let passwordMark else { return nil }
        self.number = number
        self.passwordMark = passwordMark
    }

    private static var row: SQL { "FROM site_session WHERE user_id = ?1 AND number = ?2" }

    /// Whether the account still has the password with which the session began.
    func isOfPassword(of user: User) -> Bool {
        sameBytes(passwordMark, KnownSession.mark(of: user.id, storedHash: user.passwordHash))
    }

    /// A mark that identifies a stored hash and reveals nothing else about it.
    static func mark(of user: Int64, storedHash: String?) -> String {
        Base64.encode(Array(Digest.sha256.hash(Array("\(user).\(storedHash ?? "")".utf8)).prefix(16)))
    }
}

/// The statements on sessions, on a database opened for writing. Call those of one operation inside a transaction.
struct SessionStore {
    let database: Database

    init(_ database: Database) { self.database = database }

    /// Stores a session, unless the password has changed in the meantime or the account is closed.
    ///
    /// - Parameters:
    ///   - lifetime: seconds for which sessions last; older ones are deleted, a few at a time.
    ///   - now: seconds since 1970.
    /// - Returns: whether the session was stored.
    func begin(
        _ number: SessionNumber, of user: User, lifetime: Int64, now: Int64
    ) throws(DatabaseError) -> Bool {
        let count = try database.execute(
            """
            INSERT INTO site_session (user_id, number, seen_seconds, password_mark)
            SELECT id, ?2, ?3, ?4 FROM users_user WHERE id = ?1 AND password IS ?5 AND status IS NOT ?6
            """, .integer(user.id), .integer(number.rawValue), .integer(now),
            .text(KnownSession.mark(of: user.id, storedHash: user.passwordHash)), .text(user.passwordHash),
            .integer(Status.inactive.rawValue))
        guard count > 0 else { return false }
        try forgetOld(of: user.id, before: SessionNumber(firstOf: now - lifetime))
        return true
    }

    func end(_ number: SessionNumber, of user: Int64) throws(DatabaseError) {
        try database.execute(
            "DELETE FROM site_session WHERE user_id = ? AND number = ?", .integer(user), .integer(number.rawValue))
    }

    /// Ends all sessions of an account that began here.
    func endAll(of user: Int64) throws(DatabaseError) {
        try database.execute("DELETE FROM site_session WHERE user_id = ?", .integer(user))
    }

    /// Ends all sessions of an account. Sessions without an ID are then valid only if they are signed later.
    ///
    /// - Parameter now: seconds since 1970.
    func endEverywhere(of user: Int64, now: Int64) throws(DatabaseError) {
        try endAll(of: user)
        try database.execute(
            "UPDATE users_user SET sessions_ended_seconds = ? WHERE id = ?", .integer(now), .integer(user))
    }

    /// Keeps sessions valid when the same password gets another hash.
    func rebind(_ user: Int64, from oldHash: String, to hash: String) throws(DatabaseError) {
        try database.execute(
            "UPDATE site_session SET password_mark = ? WHERE user_id = ? AND password_mark = ?",
            .text(KnownSession.mark(of: user, storedHash: hash)), .integer(user),
            .text(KnownSession.mark(of: user, storedHash: oldHash)))
    }

    func noteSeen(_ number: SessionNumber, of user: Int64, now: Int64) throws(DatabaseError) {
        try database.execute(
            "UPDATE site_session SET seen_seconds = max(seen_seconds, ?) WHERE user_id = ? AND number = ?",
            .integer(now), .integer(user), .integer(number.rawValue))
    }

    /// The maximum number of sessions of one account; beyond it, the oldest end.
    private static var most: Int64 { 100 }
    /// How many rows are checked for expired sessions, of this account and those with the next IDs, so that all are checked in
    /// turn.
    private static var portion: Int64 { 100 }

    private func forgetOld(of user: Int64, before oldest: SessionNumber) throws(DatabaseError) {
        try database.execute(
            """
            DELETE FROM site_session WHERE user_id = ?1 AND number <= (
                SELECT number FROM site_session WHERE user_id = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)
            """, .integer(user), .integer(SessionStore.most))
        for range: SQL in ["user_id >= ?1", "user_id < ?1"] {
            try database.execute(
                """
                DELETE FROM site_session WHERE (user_id, number) IN (
                    SELECT user_id, number FROM (
                        SELECT user_id, number FROM site_session WHERE \(range) ORDER BY user_id, number LIMIT ?2)
                    WHERE number < ?3)
                """, .integer(user), .integer(SessionStore.portion), .integer(oldest.rawValue))
        }
    }
}
