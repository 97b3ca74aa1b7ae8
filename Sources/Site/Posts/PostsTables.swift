import CGIKit

/// The tables of posts. All times are seconds since 1970.
///
/// No foreign key leads to `users_user`: a Flask app beside us may delete people, and must not meet an error that it
/// never had. Whoever reads an author joins with LEFT JOIN.
enum PostsTables {
    static func create(in database: Database) throws(Failure) {
        for table in [posts, texts, revisions, tags] { try table.create(in: database) }
    }

    /// - `status_before`: of a post that was hidden together with all that its author wrote, the status before that.
    static func addFormerStatus(in database: Database) throws(DatabaseError) {
        try database.addColumn(
            "status_before", to: "site_post", "ALTER TABLE site_post ADD COLUMN status_before SMALLINT")
    }

    /// What lists show: short rows, so that a list reads few pages of the file.
    ///
    /// - `published_seconds`: when everyone could first see it; kept while it is hidden. `listed_seconds` is the same
    ///   while everyone can see it, otherwise NULL: lists go by it.
    /// - `version`: from one sequence for all posts; grows with whatever changes the post's page, its comments included.
    ///   The largest there is, is the version of every list.
    /// - `tags`: as they are shown, separated by blanks.
    private static var posts: SiteTable {
        SiteTable(
            name: "site_post",
            columns: [
                ("id", .rowNumber),
                ("author_id", .number),
                ("status", .smallNumber),
                ("version", .number),
                ("created_seconds", .number),
                ("updated_seconds", .number),
                ("edited_seconds", .optionalNumber),
                ("published_seconds", .optionalNumber),
                (
                    "listed_seconds",
                    "\(SQL.optionalNumber) AS (CASE status WHEN \(PostStatus.published) THEN published_seconds END)"
                ),
                ("comment_count", "\(SQL.number) DEFAULT 0"),
                ("is_locked", "\(SQL.smallNumber) DEFAULT 0"),
                ("title", .text),
                ("slug", .text),
                ("tags", .text),
                ("excerpt", .text),
            ],
            indexes: [
                "CREATE INDEX IF NOT EXISTS site_post_listed ON site_post (listed_seconds, id)",
                // Of an author's posts those that nobody else can see stand together, under NULL.
                "CREATE INDEX IF NOT EXISTS site_post_author ON site_post (author_id, listed_seconds, id)",
                "CREATE INDEX IF NOT EXISTS site_post_waiting ON site_post (id) WHERE status = \(PostStatus.pending)",
                "CREATE INDEX IF NOT EXISTS site_post_version ON site_post (version)",
            ])
    }

    /// What only a post's own page shows. `html` is `source` as the Markdown renderer of version `renderer` made it;
    /// `title` and `plain`, the text without markup, are what the full-text index refers to (``PostSearch``).
    private static var texts: SiteTable {
        SiteTable(
            name: "site_post_text",
            columns: [
                ("post_id", .rowNumber),
                ("renderer", .number),
                ("html", .text),
                ("title", .text),
                ("plain", .text),
                ("source", .text),
            ])
    }

    /// What a post was before each edit, counted from 1; who made that edit, and when.
    private static var revisions: SiteTable {
        SiteTable(
            name: "site_post_revision",
            columns: [
                ("post_id", .keyNumber),
                ("number", .keyNumber),
                ("editor_id", .number),
                ("edited_seconds", .number),
                ("title", .text),
                ("tags", .text),
                ("source", .text),
            ], constraint: "PRIMARY KEY (post_id, number)", options: .inOrderOfKey)
    }

    /// The tags of the posts that everyone can see, in the order of lists.
    private static var tags: SiteTable {
        SiteTable(
            name: "site_post_tag",
            columns: [
                ("tag", .keyText),
                ("listed_seconds", .keyNumber),
                ("post_id", .keyNumber),
            ], constraint: "PRIMARY KEY (tag, listed_seconds, post_id)", options: .inOrderOfKey)
    }
}
