import CGIKit

/// A post that a search has found, with what was looked for marked in it.
public struct FoundPost {
    public let post: Post
    public let title: Markup
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
    /// Posts that everyone can see and that have all that is looked for, newest first.
    ///
    /// - Parameter id: only those that are older than this one.
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
