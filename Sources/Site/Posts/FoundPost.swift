import CGIKit

/// A post that a search has found, with the matches marked.
public struct FoundPost: RowDecodable {
    /// The post.
    public let post: Post
    /// The title, with matches in `<mark>`.
    public let title: Markup
    /// The part of the text with the best matches, in `<mark>`.
    public let snippet: Markup

    /// Between these signs, which no stored text has, is what was found.
    private static var start: UInt8 { 2 }
    private static var end: UInt8 { 3 }

    /// Reads a row of a search.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        post = try Post(from: &row)
        title = FoundPost.marked(row.text(PostSearch.index.marked(PostSearch.title)) ?? post.title)
        snippet = FoundPost.marked(row.text(PostSearch.index.excerpt(PostSearch.plain)) ?? "")
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
                FoundPost.self, PostStore.matching, .integer(Int64(query.excerptLength)), .text(query.match),
                .integer(id ?? .max),
                .integer(Int64(count) + 1))
            let hasOlder = posts.count > count
            if hasOlder { posts.removeLast() }
            return (posts, hasOlder)
        } catch {
            // The first post makes the index.
            guard error.lacks(PostSearch.index.name) else { throw error }
            return ([], false)
        }
    }

    static var matching: SQL {
        let index = PostSearch.index
        return """
            SELECT \(columns: FoundPost.self)
            FROM \(index.name) CROSS JOIN site_post AS post ON post.id = \(index.number) \(Post.joinAuthor)
            WHERE \(index.matches) AND \(index.number) < ? AND post.status = \(PostStatus.published)
            ORDER BY \(index.number) DESC LIMIT ?
            """
    }
}
