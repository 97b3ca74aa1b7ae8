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
        switch try index.isCurrent(in: database) {
        case true?: return .current
        case false?:
            guard try index.isSmall(in: database) else { return .outdated }
            try remake(in: database)
        case nil: try index.create(in: database)
        }
        return .made
    }

    /// Of the posts' texts, in columns of these numbers.
    static var index: FullTextIndex {
        FullTextIndex("site_post_search", of: "title, plain", in: "site_post_text", by: "post_id")
    }
    static var title: SQL { "0" }
    static var plain: SQL { "1" }

    private static func remake(in database: Database) throws(DatabaseError) {
        try index.drop(in: database)
        try index.create(in: database)
    }

    /// Rebuilds the index from all stored texts, which is cheaper than adding many one by one. It must be called inside
    /// a transaction.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public static func rebuild(in database: Database) throws(DatabaseError) {
        try FullTextSearch.prepare(database)
        try index.isCurrent(in: database) == nil ? index.create(in: database) : remake(in: database)
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
        try index.add(id, title, plain, to: database)
    }

    private static var outdated: String {
        "The search index was made by an earlier release and finds less. Rebuild it with: sitectl search rebuild"
    }

    /// Takes out a post, whose text is in its table still, by exactly the text that was added.
    static func remove(_ id: Int64, title: String, plain: String, from database: Database) throws(DatabaseError) {
        _ = try make(in: database)
        try index.remove(id, title, plain, from: database)
    }
}
