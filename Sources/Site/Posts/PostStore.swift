import CGIKit

/// The queries on posts, one `SELECT` each.
public struct PostStore {
    let database: Database

    public init(_ database: Database) { self.database = database }

    /// A post with its text, whoever may see it.
    public func post(id: Int64) throws(DatabaseError) -> (post: Post, text: PostText)? {
        try database.first(PostStore.byID, .integer(id)) { row throws(DatabaseError) in
            (try Post(row), try PostText(row, from: Post.columnCount))
        }
    }

    static var byID: SQL {
        """
        SELECT \(Post.columns), \(PostText.columns) FROM site_post AS post
        \(PostText.join) \(Post.joinAuthor) WHERE post.id = ?
        """
    }

    /// The version of a post's page.
    public static var versionByID: SQL { "SELECT version, updated_seconds FROM site_post WHERE id = ?" }

    /// The version of all lists and feeds.
    public static var newestVersion: SQL {
        "SELECT version, updated_seconds FROM site_post WHERE version = (SELECT max(version) FROM site_post)"
    }

    /// Some posts of a list, and what is known of those around them.
    public struct Page {
        /// Newest first.
        public let posts: [Post]
        public let hasOlder: Bool
        public let hasNewer: Bool
        /// That of all lists; nil if this one is empty.
        public let version: ContentVersion?
    }

    /// The posts of a list from the newest on, or from a place in it.
    ///
    /// - Parameters:
    ///   - cursor: the post next to which the page begins, or ends.
    ///   - isNewer: whether the page has the posts that are newer than that one, not the older ones.
    public func posts(
        _ list: PostList, from cursor: PostCursor? = nil, isNewer: Bool = false, count: Int = PostLimits.perPage
    ) throws(DatabaseError) -> Page {
        let statement = try database.prepare(list.query(isNewer: isNewer))
        statement.bind(list.values(from: cursor ?? .start) + [.integer(Int64(count) + 1)])
        var posts: [Post] = []
        posts.reserveCapacity(count + 1)
        var version: ContentVersion?
        while try statement.step() {
            posts.append(try Post(statement))
            if version == nil { version = try ContentVersion(statement, from: Post.columnCount) }
        }
        let hasMore = posts.count > count
        if hasMore { posts.removeLast() }
        if isNewer { posts.reverse() }
        return Page(
            posts: posts, hasOlder: isNewer || hasMore, hasNewer: isNewer ? hasMore : cursor != nil, version: version)
    }
}
