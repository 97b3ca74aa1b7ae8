import CGIKit

/// The tables that limit how often something is done. All times are seconds since 1970.
enum LimitsTables {
    static func create(in database: Database) throws(Failure) {
        for table in [events, submissions, kept] { try table.create(in: database) }
    }

    /// For what is past, of all subjects together.
    static func addIndex(in database: Database) throws(DatabaseError) {
        try database.execute("CREATE INDEX IF NOT EXISTS site_event_second ON site_event (kind, second)")
    }

    /// How often a subject (a user's id, an address) has done a kind of thing in a second.
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

    /// The forms that have made something, by the token that each form carries: sent again, it leads to what is there.
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

    /// What people have sent without being signed in, while they sign in (``KeptTexts``): `fields` as a form is sent.
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
