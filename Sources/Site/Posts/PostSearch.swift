import CGIKit

/// The full-text index of posts (SQLite's FTS5), which refers to `site_post_text` and so holds no text twice.
///
/// It is made with the first post, not with the other tables, because only the scripts that write posts have FTS5 in
/// them; and kept up to date by what writes posts, not by triggers, which every page would have to parse. It has all posts;
/// which of them somebody may see is for the query to say. There is no ranking: to order a million matches would take
/// reading them all. The newest come first.
public enum PostSearch {
    private enum State {
        /// Just now, of the texts that are there.
        case made
        case current
        /// Made by an earlier release, and too large to be rebuilt while somebody waits. It goes on as it was.
        case outdated
    }

    /// Makes the index if it is missing, or if it is small and an earlier release made it. To be called inside a transaction.
    private static func make(in database: Database) throws(DatabaseError) -> State {
        try FullTextSearch.prepare(database)
        switch try isCurrent(in: database) {
        case true?: return .current
        case false?:
            guard try isSmall(in: database) else { return .outdated }
            try remake(in: database)
        case nil: try create(in: database)
        }
        return .made
    }

    /// Nil if there is no index.
    private static func isCurrent(in database: Database) throws(DatabaseError) -> Bool? {
        try database.first(
            "SELECT instr(sql, ?) FROM sqlite_schema WHERE name = 'site_post_search'",
            .text(FullTextSearch.tokenizer.text)
        ) { $0.integer(0) != 0 }
    }

    /// Each row is for about 4 KB.
    private static func isSmall(in database: Database) throws(DatabaseError) -> Bool {
        try database.first("SELECT 1 FROM site_post_search_idx LIMIT 1 OFFSET 1000") { _ in } == nil
    }

    private static func remake(in database: Database) throws(DatabaseError) {
        try database.execute("DROP TABLE site_post_search")
        try create(in: database)
    }

    private static func create(in database: Database) throws(DatabaseError) {
        try database.execute(
            """
            CREATE VIRTUAL TABLE site_post_search USING fts5(title, plain, content = 'site_post_text',
                content_rowid = 'post_id', columnsize = 0, tokenize = "\(FullTextSearch.tokenizer)")
            """)
        try database.execute("INSERT INTO site_post_search (site_post_search) VALUES ('rebuild')")
    }

    /// Rebuilds the index from all stored texts, which is cheaper than adding many one by one. It must be called inside
    /// a transaction.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public static func rebuild(in database: Database) throws(DatabaseError) {
        try FullTextSearch.prepare(database)
        try isCurrent(in: database) == nil ? create(in: database) : remake(in: database)
    }

    /// Adds a post, whose text is in its table already.
    ///
    /// - Parameter note: takes what the error log is to say.
    static func add(
        _ id: Int64, title: String, plain: String, to database: Database, note: (String) -> Void
    ) throws(DatabaseError) {
        let state = try make(in: database)
        if state == .made { return }
        if state == .outdated { note(outdated) }
        try database.execute(
            "INSERT INTO site_post_search (rowid, title, plain) VALUES (?, ?, ?)", .integer(id), .text(title),
            .text(plain))
    }

    private static var outdated: String {
        "The search index was made by an earlier release and finds less. Rebuild it with: sitectl search rebuild"
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
