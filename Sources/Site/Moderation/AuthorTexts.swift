import CGIKit

/// Hides all posts and comments of a user together with the account, and unhides them with it. Each one stores its earlier status
/// (`status_before`), so that only these are unhidden: what staff hid separately stays hidden. Call this inside a transaction. It
/// takes a few statements, and those for tags, however many posts and comments there are.
struct AuthorTexts {
    private let author: DatabaseValue
    private let database: Database

    init(of author: Int64, in database: Database) {
        self.author = .integer(author)
        self.database = database
    }

    /// Hides published and pending posts and comments, and dismisses the reports about them. Drafts, and what was hidden or deleted
    /// before, stay as they are.
    ///
    /// - Returns: false if there was nothing.
    func hide(by actor: User, now: Int64) throws(DatabaseError) -> Bool {
        for post in try posts("listed_seconds IS NOT NULL") {
            try PostStore(database).unlist(post.id, from: post.tags, at: post.seconds)
        }
        let posts = try changePosts(AuthorTexts.away, AuthorTexts.canBeHidden, now: now)
        try count("- gone.count", "status = \(CommentStatus.published)", now: now)
        let comments = try changeComments(AuthorTexts.away, AuthorTexts.canBeHidden, now: now)
        try database.execute(
            """
            UPDATE site_report SET closed_seconds = ?2, closed_by = ?3
            WHERE closed_seconds IS NULL AND ?1 = CASE comment_id
                WHEN 0 THEN (SELECT author_id FROM site_post WHERE id = post_id)
                ELSE (SELECT author_id FROM site_comment WHERE id = comment_id) END
            """, author, .integer(now), .integer(actor.id))
        return posts + comments > 0
    }

    /// Unhides what was hidden this way.
    ///
    /// - Returns: false if there was nothing.
    func show(now: Int64) throws(DatabaseError) -> Bool {
        try count("+ gone.count", AuthorTexts.werePublished, now: now)
        let comments = try changeComments(AuthorTexts.back, AuthorTexts.wereHidden, now: now)
        for post in try posts(AuthorTexts.werePublished) {
            try PostStore(database).list(post.id, under: post.tags, at: post.seconds)
        }
        return try comments + changePosts(AuthorTexts.back, AuthorTexts.wereHidden, now: now) > 0
    }

    /// Whether ?1 has something to hide, and something to unhide.
    static var changeable: SQL {
        let posts: SQL = "SELECT 1 FROM site_post WHERE author_id = ?1 AND"
        let comments: SQL = "SELECT 1 FROM site_comment WHERE author_id = ?1 AND"
        return """
            SELECT EXISTS (\(posts) \(canBeHidden)) OR EXISTS (\(comments) \(canBeHidden)) AS shown,
                EXISTS (\(posts) \(wereHidden)) OR EXISTS (\(comments) \(wereHidden)) AS hidden
            """
    }

    // Of posts and comments alike: the numbers are the same.

    private static var away: SQL { "status_before = status, status = \(PostStatus.hidden)" }
    private static var canBeHidden: SQL { "status IN (\(PostStatus.pending, PostStatus.published))" }
    private static var back: SQL { "status = status_before, status_before = NULL" }
    private static var wereHidden: SQL { "status = \(PostStatus.hidden) AND status_before IS NOT NULL" }
    private static var werePublished: SQL {
        "status = \(PostStatus.hidden) AND status_before = \(PostStatus.published)"
    }

    /// A post with tags, under which it is listed.
    struct Tagged: RowDecodable {
        let id: Int64
        let tags: String
        let seconds: Int64

        init(from row: inout RowDecoder) throws(DatabaseError) {
            id = try row.requiredInteger("id")
            tags = row.text("tags") ?? ""
            seconds = try row.requiredInteger("published_seconds")
        }
    }

    private func posts(_ condition: SQL) throws(DatabaseError) -> [Tagged] {
        try database.all(
            Tagged.self,
            "SELECT \(columns: Tagged.self) FROM site_post WHERE author_id = ? AND tags <> '' AND \(condition)", author)
    }

    /// - Returns: how many there were.
    private func changePosts(_ change: SQL, _ condition: SQL, now: Int64) throws(DatabaseError) -> Int {
        let version = try highestVersion()
        let count = try database.execute(
            """
            UPDATE site_post SET \(change), updated_seconds = ?2, version = ?3 + id
            WHERE author_id = ?1 AND \(condition)
            """, author, .integer(now), version)
        try PostStore(database).noteUnlisted(of: author)
        return count
    }

    private func changeComments(_ change: SQL, _ condition: SQL, now: Int64) throws(DatabaseError) -> Int {
        try database.execute(
            "UPDATE site_comment SET \(change), updated_seconds = ?2 WHERE author_id = ?1 AND \(condition)", author,
            .integer(now))
    }

    /// Counts comments with their posts, or no more, and notes that the posts' pages change.
    private func count(_ change: SQL, _ condition: SQL, now: Int64) throws(DatabaseError) {
        let version = try highestVersion()
        try database.execute(
            """
            UPDATE site_post SET comment_count = comment_count \(change), updated_seconds = ?2, version = ?3 + id
            FROM (SELECT post_id, count(*) AS count FROM site_comment WHERE author_id = ?1 AND \(condition)
                GROUP BY post_id) AS gone
            WHERE gone.post_id = site_post.id
            """, author, .integer(now), version)
    }

    /// All versions beyond it are free, so that it can be counted up by the posts' numbers: a statement that changes many
    /// posts cannot ask for the next of each.
    private func highestVersion() throws(DatabaseError) -> DatabaseValue {
        .integer(try database.integer("SELECT max(version) FROM site_post") ?? 0)
    }
}
