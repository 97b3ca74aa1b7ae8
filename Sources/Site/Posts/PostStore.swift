import CGIKit

/// Reads and writes posts; each query is one `SELECT`.
public struct PostStore {
    let database: Database

    /// Works on a connection, which must be for writing where something is changed.
    public init(_ database: Database) { self.database = database }

    /// A post, whatever its status; nil if it does not exist.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func post(id: Int64) throws(DatabaseError) -> Post? {
        try database.first(Post.self, PostStore.byID, .integer(id))
    }

    static var byID: SQL {
        "SELECT \(columns: Post.self) FROM site_post AS post \(Post.joinAuthor) WHERE post.id = ?"
    }

    /// A post with its text, whatever its status; nil if it does not exist.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func postWithText(id: Int64) throws(DatabaseError) -> (post: Post, text: PostText)? {
        try database.first(PostStore.readWithText, PostStore.withText, .integer(id))
    }

    private static func readWithText(
        _ row: inout RowDecoder
    ) throws(DatabaseError) -> (post: Post, text: PostText) {
        (try Post(from: &row), try PostText(from: &row))
    }

    static var withText: SQL {
        """
        SELECT \(columns: readWithText) FROM site_post AS post
        \(PostText.join) \(Post.joinAuthor) WHERE post.id = ?
        """
    }

    /// Selects the version of a published post by its number.
    public static var versionByID: SQL {
        "SELECT version, updated_seconds FROM site_post WHERE id = ? AND status = \(PostStatus.published)"
    }

    /// Selects the version of a published post by its number and its key, so that a wrong key has no version.
    public static var versionByKey: SQL {
        "\(versionByID) AND CASE slug WHEN '' THEN '' || id ELSE id || '-' || slug END = ?"
    }

    /// The version of all lists, if there is a member of a name who has not the status that is named second.
    static var newestVersionByAuthor: SQL {
        """
        SELECT newest.version, newest.updated_seconds FROM users_user AS author JOIN (\(newestVersion)) AS newest
        WHERE author.name = ? AND author.status IS NOT ?
        """
    }

    /// The version of all lists and feeds.
    static var newestVersion: SQL {
        "SELECT version, updated_seconds FROM site_post WHERE version = (SELECT max(version) FROM site_post)"
    }

    /// A page of a list.
    public struct Page {
        /// The posts, the newest first.
        public let posts: [Post]
        /// Whether older posts follow. It may be true in vain after a page of newer ones.
        public let hasOlder: Bool
        /// Whether newer posts precede.
        public let hasNewer: Bool
        /// The version of all lists; nil if this page is empty.
        public let version: ContentVersion?
    }

    /// A page of a list, from the newest post or from a place in it.
    ///
    /// - Parameters:
    ///   - list: Which posts.
    ///   - cursor: The post next to which the page begins or ends; nil is the start.
    ///   - isNewer: Whether the page has the posts newer than that one, instead of the older ones.
    ///   - count: How many at most.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func posts(
        _ list: PostList, from cursor: PostCursor? = nil, isNewer: Bool = false, count: Int = PostLimits.perPage
    ) throws(DatabaseError) -> Page {
        let statement = try database.prepare(list.query(isNewer: isNewer))
        statement.bind(list.values(from: cursor ?? .start) + [.integer(Int64(count) + 1)])
        var posts: [Post] = []
        posts.reserveCapacity(count + 1)
        var version: ContentVersion?
        try statement.forEach { (row) throws(DatabaseError) in
            try PostList.read(&row, into: &posts, &version)
        }
        let hasMore = posts.count > count
        if hasMore { posts.removeLast() }
        if isNewer { posts.reverse() }
        return Page(
            posts: posts, hasOlder: isNewer || hasMore, hasNewer: isNewer ? hasMore : cursor != nil, version: version)
    }
}
