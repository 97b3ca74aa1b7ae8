import CGIKit

/// A post that a search has found, with the matches marked.
public struct FoundPost {
    /// The post.
    public let post: Post
    /// The title, with matches in `<mark>`.
    public let title: Markup
    /// The part of the text with the best matches, in `<mark>`.
    public let snippet: Markup

    /// Between these signs, which no stored text has, FTS5 puts what was found.
    private static var start: UInt8 { 2 }
    private static var end: UInt8 { 3 }

    fileprivate init(_ row: borrowing Statement) throws(DatabaseError) {
        post = try Post(row)
        title = FoundPost.marked(row.text(Post.columnCount) ?? post.title)
        snippet = FoundPost.marked(row.text(Post.columnCount + 1) ?? "")
    }

    private static func marked(_ text: String) -> Markup {
        var html: [UInt8] = []
        for byte in Markup(escaping: text).html.utf8 {
            switch byte {
            case start: html += "<mark>".utf8
            case end: html += "</mark>".utf8
            default: html.append(byte)
            }
        }
        return Markup(html: String(decoding: html, as: UTF8.self))
    }
}

extension PostStore {
    /// Published posts that contain all that is searched for, the newest first.
    ///
    /// - Parameters:
    ///   - query: What is searched for.
    ///   - id: Returns only posts older than this one; nil starts with the newest.
    ///   - count: How many at most.
    /// - Throws: A `DatabaseError`. A site without posts has no index, which is no error.
    @export(interface) public func search(
        _ query: SearchQuery, before id: Int64? = nil, count: Int = PostLimits.perPage
    ) throws(DatabaseError) -> (posts: [FoundPost], hasOlder: Bool) {
        try FullTextSearch.prepare(database)
        do {
            var posts = try database.all(
                PostStore.matching, .integer(Int64(query.excerptLength)), .text(query.match), .integer(id ?? .max),
                .integer(Int64(count) + 1)
            ) { row throws(DatabaseError) in try FoundPost(row) }
            let hasOlder = posts.count > count
            if hasOlder { posts.removeLast() }
            return (posts, hasOlder)
        } catch {
            // The first post makes the index.
            guard error.message.hasPrefix("no such table: site_post_search") else { throw error }
            return ([], false)
        }
    }

    static var matching: SQL {
        """
        SELECT \(Post.columns), highlight(site_post_search, 0, char(2), char(3)),
            excerpt(site_post_search, 1, char(2), char(3), '…', ?)
        FROM site_post_search CROSS JOIN site_post AS post ON post.id = site_post_search.rowid \(Post.joinAuthor)
        WHERE site_post_search MATCH ? AND site_post_search.rowid < ? AND post.status = 2
        ORDER BY site_post_search.rowid DESC LIMIT ?
        """
    }
}
