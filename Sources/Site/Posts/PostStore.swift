import CGIKit

/// The queries on posts, one `SELECT` each.
public struct PostStore {
    let database: Database

    public init(_ database: Database) { self.database = database }

    /// A post with its text, whoever may see it.
    @export(interface) public func post(id: Int64) throws(DatabaseError) -> (post: Post, text: PostText)? {
        try database.first(PostStore.byID, .integer(id)) { row throws(DatabaseError) in
            var text = try PostText(row, from: Post.columnCount)
            text.readReason(row, Post.columnCount + PostText.columnCount)
            return (try Post(row), text)
        }
    }

    static var byID: SQL {
        """
        SELECT \(Post.columns), \(PostText.columns), \(PostText.reason) FROM site_post AS post
        \(PostText.join) \(Post.joinAuthor) WHERE post.id = ?
        """
    }

    /// The version of what everyone can see of a post.
    public static var versionByID: SQL { "SELECT version, updated_seconds FROM site_post WHERE id = ? AND status = 2" }

    /// The version of a post's page for everyone, by its number and what stands for it in its one address.
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
    @export(interface) public func posts(
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
