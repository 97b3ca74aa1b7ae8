import CGIKit

/// The tables of moderation. All times are seconds since 1970.
enum ModerationTables {
    static func create(in database: Database) throws(Failure) {
        for table in [reports, audit] { try table.create(in: database) }
    }

    /// What members have reported: a post (`comment_id` 0) or a comment, by each of them once.
    private static var reports: SiteTable {
        SiteTable(
            name: "site_report",
            columns: [
                ("id", "INTEGER PRIMARY KEY"),
                ("post_id", "INTEGER NOT NULL"),
                ("comment_id", "INTEGER NOT NULL DEFAULT 0"),
                ("reporter_id", "INTEGER NOT NULL"),
                ("created_seconds", "INTEGER NOT NULL"),
                ("closed_seconds", "INTEGER"),
                ("closed_by", "INTEGER"),
                ("reason", "TEXT NOT NULL"),
            ], constraint: "UNIQUE (post_id, comment_id, reporter_id)",
            indexes: ["CREATE INDEX IF NOT EXISTS site_report_open ON site_report (id) WHERE closed_seconds IS NULL"])
    }

    /// Every act of moderation: on a post, a comment (of the post) or a person. Rows are only added.
    private static var audit: SiteTable {
        SiteTable(
            name: "site_audit",
            columns: [
                ("id", "INTEGER PRIMARY KEY"),
                ("actor_id", "INTEGER NOT NULL"),
                ("act", "TEXT NOT NULL"),
                ("post_id", "INTEGER"),
                ("comment_id", "INTEGER"),
                ("user_id", "INTEGER"),
                ("created_seconds", "INTEGER NOT NULL"),
                ("reason", "TEXT NOT NULL"),
            ],
            indexes: [
                // What has happened to a text, for its author.
                "CREATE INDEX IF NOT EXISTS site_audit_text ON site_audit (post_id, comment_id)",
                // What has happened to somebody's texts, and to them.
                "CREATE INDEX IF NOT EXISTS site_audit_user ON site_audit (user_id)",
            ])
    }
}
