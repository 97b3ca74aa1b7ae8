import CGIKit

extension PostStore {
    /// The newest posts of a list with their texts, and the version of all lists; nil if the list is empty.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func newest(
        _ list: PostList, count: Int = PostLimits.perFeed
    ) throws(DatabaseError) -> (posts: [(post: Post, text: PostText)], version: ContentVersion?) {
        let statement = try database.prepare(list.query(isNewer: false, withText: true))
        statement.bind(list.values(from: .start) + [.integer(Int64(count))])
        var posts: [(post: Post, text: PostText)] = []
        var version: ContentVersion?
        while try statement.step() {
            if version == nil { version = try ContentVersion(statement, from: Post.columnCount) }
            posts.append((try Post(statement), try PostText(statement, from: Post.columnCount + 2)))
        }
        return (posts, version)
    }

    /// A post of the sitemap.
    public struct Listed {
        /// The post in its URL: `12-the-title`.
        public let key: String
        /// When its text last changed for readers, in seconds since 1970.
        public let writtenAt: Int64
    }

    /// The published posts with numbers in a range, in their order.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func listed(_ ids: Range<Int64>) throws(DatabaseError) -> [Listed] {
        try database.all(PostStore.listedByID, .integer(ids.lowerBound), .integer(ids.upperBound)) {
            row throws(DatabaseError) in
            let id = try row.requiredInteger(0)
            let slug = row.text(1) ?? ""
            let publishedAt = try row.requiredInteger(2)
            return Listed(key: Post.key(id, slug), writtenAt: max(publishedAt, row.integer(3) ?? 0))
        }
    }

    static var listedByID: SQL {
        """
        SELECT id, slug, published_seconds, edited_seconds FROM site_post
        WHERE id >= ? AND id < ? AND listed_seconds IS NOT NULL ORDER BY id
        """
    }

    /// The highest number of a post, 0 if there are none, and the version of all lists.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func extent() throws(DatabaseError) -> (highestID: Int64, version: ContentVersion?) {
        try database.first(PostStore.extent) { row throws(DatabaseError) in
            (try row.requiredInteger(0), try ContentVersion(row, from: 1))
        } ?? (0, nil)
    }

    static var extent: SQL {
        "SELECT (SELECT max(id) FROM site_post), version, updated_seconds FROM (\(newestVersion))"
    }
}
