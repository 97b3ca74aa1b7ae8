import CGIKit

/// The table of the sessions that have begun here and not ended. All times are seconds since 1970.
///
/// - `number`: see ``SessionNumber``; when the session began is in it.
/// - `seen_seconds`: when it was last used; kept up only where `SESSION_IDLE_SECONDS` is set.
/// - `password_mark`: of the password that the account had when it was looked at last (``KnownSession``). A password that
///   Flask, or somebody with a shell, has changed has another, so that the session is over.
enum SessionsTable {
    static func create(in database: Database) throws(Failure) {
        try sessions.create(in: database)
        try failing { () throws(DatabaseError) in try UsersTable.addSessions(in: database) }
    }

    /// The primary key serves all that is asked of it: each index is one more line that every page parses.
    private static var sessions: SiteTable {
        SiteTable(
            name: "site_session",
            columns: [
                ("user_id", "INTEGER"),
                ("number", "INTEGER"),
                ("seen_seconds", "INTEGER NOT NULL"),
                ("password_mark", "TEXT NOT NULL"),
            ], constraint: "PRIMARY KEY (user_id, number)", options: "WITHOUT ROWID")
    }
}
