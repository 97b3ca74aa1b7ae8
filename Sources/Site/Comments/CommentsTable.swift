import CGIKit

/// The table of comments. All times are seconds since 1970.
enum CommentsTable {
    static func create(in database: Database) throws(Failure) { try comments.create(in: database) }

    /// Lets all comments of an author be found, and be hidden together.
    ///
    /// - `status_before`: of a comment that was hidden so, the status before that.
    static func addAuthors(in database: Database) throws(DatabaseError) {
        try database.addColumn(
            "status_before", to: "site_comment", "ALTER TABLE site_comment ADD COLUMN status_before SMALLINT")
        try database.execute("CREATE INDEX IF NOT EXISTS site_comment_author ON site_comment (author_id)")
    }

    /// Lies in the file in the order in which a post's page shows it: `path` sorts answers under what they answer.
    ///
    /// - `id`: counted over all posts.
    /// - `depth`: 0 for a comment on the post itself.
    /// - `html`: `source` as the Markdown renderer of version `renderer` made it.
    private static var comments: SiteTable {
        SiteTable(
            name: "site_comment",
            columns: [
                ("post_id", .keyNumber),
                ("path", .keyText),
                ("id", "\(SQL.number) UNIQUE"),
                ("parent_id", .optionalNumber),
                ("depth", .smallNumber),
                ("author_id", .number),
                ("status", .smallNumber),
                ("created_seconds", .number),
                ("updated_seconds", .number),
                ("edited_seconds", .optionalNumber),
                ("renderer", .number),
                ("html", .text),
                ("source", .text),
            ], constraint: "PRIMARY KEY (post_id, path)", options: .inOrderOfKey,
            indexes: [
                // For a post's feed: the newest first.
                "CREATE INDEX IF NOT EXISTS site_comment_newest ON site_comment (post_id, id)",
                "CREATE INDEX IF NOT EXISTS site_comment_waiting ON site_comment (id) WHERE status = \(CommentStatus.pending)",
            ])
    }
}
