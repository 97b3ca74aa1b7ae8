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
                ("kind", .keySmallNumber),
                ("subject", .keyText),
                ("second", .keyNumber),
                ("count", .number),
            ], constraint: "PRIMARY KEY (kind, subject, second)", options: .inOrderOfKey)
    }

    /// The results of submitted forms, by the form's token: submitting a form again leads to the same result.
    private static var submissions: SiteTable {
        SiteTable(
            name: "site_submission",
            columns: [
                ("user_id", .keyNumber),
                ("token", .keyText),
                ("created_seconds", .number),
                ("target_id", .number),
            ], constraint: "PRIMARY KEY (user_id, token)", options: .inOrderOfKey)
    }

    /// Forms submitted by visitors, kept while they sign in (``KeptTexts``); `fields` is URL-encoded.
    private static var kept: SiteTable {
        SiteTable(
            name: "site_kept",
            columns: [
                ("id", .rowNumber),
                ("token", "\(SQL.text) UNIQUE"),
                ("created_seconds", .number),
                ("fields", .text),
            ])
    }
}
