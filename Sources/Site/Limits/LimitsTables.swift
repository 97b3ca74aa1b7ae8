import CGIKit

/// The tables of rate limits and submitted forms. All times are seconds since 1970.
enum LimitsTables {
    static func create(in database: Database) throws(Failure) {
        for table in [events, submissions, kept] { try table.create(in: database) }
    }

    /// For deleting expired rows of all subjects.
    static func addIndex(in database: Database) throws(DatabaseError) {
        try database.execute("CREATE INDEX IF NOT EXISTS site_event_second ON site_event (kind, second)")
    }

    /// How often a subject (a user ID, an email address, a network) has done a kind of operation in a second.
    private static var events: SiteTable {
        SiteTable(
            name: "site_event",
            columns: [
                ("kind", "SMALLINT"),
                ("subject", "TEXT"),
                ("second", "INTEGER"),
                ("count", "INTEGER NOT NULL"),
            ], constraint: "PRIMARY KEY (kind, subject, second)", options: "WITHOUT ROWID")
    }

    /// The results of submitted forms, by the form's token: submitting a form again leads to the same result.
    private static var submissions: SiteTable {
        SiteTable(
            name: "site_submission",
            columns: [
                ("user_id", "INTEGER"),
                ("token", "TEXT"),
                ("created_seconds", "INTEGER NOT NULL"),
                ("target_id", "INTEGER NOT NULL"),
            ], constraint: "PRIMARY KEY (user_id, token)", options: "WITHOUT ROWID")
    }

    /// Forms submitted by visitors, kept while they sign in (``KeptTexts``); `fields` is URL-encoded.
    private static var kept: SiteTable {
        SiteTable(
            name: "site_kept",
            columns: [
                ("id", "INTEGER PRIMARY KEY"),
                ("token", "TEXT NOT NULL UNIQUE"),
                ("created_seconds", "INTEGER NOT NULL"),
                ("fields", "TEXT NOT NULL"),
            ])
    }
}
