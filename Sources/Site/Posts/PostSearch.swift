import CGIKit

/// The full-text index of posts (SQLite's FTS5), which refers to `site_post_text` and so holds no text twice.
///
/// It is made with the first post, not with the other tables, because only the scripts that write posts have FTS5 in
/// them; and kept up to date by what writes posts, not by triggers, which every page would have to parse. It has all posts;
/// which of them somebody may see is for the query to say. There is no ranking: to order a million matches would take
/// reading them all. The newest come first.
public enum PostSearch {
    /// Makes the index, of the texts that are there, if it is missing. To be called inside a transaction.
    ///
    /// - Returns: whether it was missing.
    private static func make(in database: Database) throws(DatabaseError) -> Bool {
        let isThere: Void? = try database.first("SELECT 1 FROM sqlite_schema WHERE name = 'site_post_search'") { _ in }
        guard isThere == nil else { return false }
        try database.execute(
            """
            CREATE VIRTUAL TABLE site_post_search USING fts5(title, plain, content = 'site_post_text',
                content_rowid = 'post_id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')
            """)
        try database.execute("INSERT INTO site_post_search (site_post_search) VALUES ('rebuild')")
        return true
    }

    /// Rebuilds the index of all texts that are there, which takes less than adding many one by one. To be called inside a
    /// transaction.
    @export(interface) public static func rebuild(in database: Database) throws(DatabaseError) {
        if try make(in: database) { return }
        try database.execute("INSERT INTO site_post_search (site_post_search) VALUES ('rebuild')")
    }

    /// Adds a post, whose text is in its table already.
    static func add(_ id: Int64, title: String, plain: String, to database: Database) throws(DatabaseError) {
        if try make(in: database) { return }
        try database.execute(
            "INSERT INTO site_post_search (rowid, title, plain) VALUES (?, ?, ?)", .integer(id), .text(title),
            .text(plain))
    }

    /// Takes out a post, whose text is in its table still, by exactly the text that was added.
    static func remove(_ id: Int64, title: String, plain: String, from database: Database) throws(DatabaseError) {
        _ = try make(in: database)
        try database.execute(
            """
            INSERT INTO site_post_search (site_post_search, rowid, title, plain) VALUES ('delete', ?, ?, ?)
            """, .integer(id), .text(title), .text(plain))
    }
}
