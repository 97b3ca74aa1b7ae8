import CGIKit

/// The table of sessions that began here and have not ended. All times are seconds since 1970.
///
/// - `number`: see ``SessionNumber``; it contains the time at which the session began.
/// - `seen_seconds`: when it was last used; updated only if `SESSION_IDLE_SECONDS` is set.
/// - `password_mark`: the mark of the account's password when it was last checked (``KnownSession``). If Flask or a shell command
///   changes the password, the mark differs, and the session ends.
enum SessionsTable {
    static func create(in database: Database) throws(Failure) {
        try sessions.create(in: database)
        try failing { () throws(DatabaseError) in try UsersTable.addSessions(in: database) }
    }

    /// The primary key serves all queries. Each index is one more line of schema that every page parses.
    private static var sessions: SiteTable {
        SiteTable(
            name: "site_session",
            columns: [
                ("user_id", .keyNumber),
                ("number", .keyNumber),
                ("seen_seconds", .number),
                ("password_mark", .text),
            ], constraint: "PRIMARY KEY (user_id, number)", options: .inOrderOfKey)
    }
}
