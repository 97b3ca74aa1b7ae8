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
                ("id", .rowNumber),
                ("post_id", .number),
                ("comment_id", "\(SQL.number) DEFAULT 0"),
                ("reporter_id", .number),
                ("created_seconds", .number),
                ("closed_seconds", .optionalNumber),
                ("closed_by", .optionalNumber),
                ("reason", .text),
            ], constraint: "UNIQUE (post_id, comment_id, reporter_id)",
            indexes: ["CREATE INDEX IF NOT EXISTS site_report_open ON site_report (id) WHERE closed_seconds IS NULL"])
    }

    /// Every act of moderation: on a post, a comment (of the post) or a person. Rows are only added.
    private static var audit: SiteTable {
        SiteTable(
            name: "site_audit",
            columns: [
                ("id", .rowNumber),
                ("actor_id", .number),
                ("act", .text),
                ("post_id", .optionalNumber),
                ("comment_id", .optionalNumber),
                ("user_id", .optionalNumber),
                ("created_seconds", .number),
                ("reason", .text),
            ],
            indexes: [
                // What has happened to a text, for its author.
                "CREATE INDEX IF NOT EXISTS site_audit_text ON site_audit (post_id, comment_id)",
                // What has happened to somebody's texts, and to them.
                "CREATE INDEX IF NOT EXISTS site_audit_user ON site_audit (user_id)",
            ])
    }
}
