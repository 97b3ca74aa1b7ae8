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
        try statement.forEach { (row) throws(DatabaseError) in
            try PostList.read(&row, into: &posts, &version)
        }
        return (posts, version)
    }

    /// A post of the sitemap.
    public struct Listed: RowDecodable {
        /// The post in its URL: `12-the-title`.
        public let key: String
        /// When its text last changed for readers, in seconds since 1970.
        public let writtenAt: Int64

        /// Reads a row.
        ///
        /// - Throws: A `DatabaseError`.
        @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
            key = Post.key(try row.requiredInteger("id"), row.text("slug") ?? "")
            writtenAt = max(try row.requiredInteger("published_seconds"), row.integer("edited_seconds") ?? 0)
        }
    }

    /// The published posts with numbers in a range, in their order.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func listed(_ ids: Range<Int64>) throws(DatabaseError) -> [Listed] {
        try database.all(Listed.self, PostStore.listedByID, .integer(ids.lowerBound), .integer(ids.upperBound))
    }

    static var listedByID: SQL {
        """
        SELECT \(columns: Listed.self) FROM site_post
        WHERE id >= ? AND id < ? AND listed_seconds IS NOT NULL ORDER BY id
        """
    }

    /// The highest number of a post, 0 if there are none, and the version of all lists.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func extent() throws(DatabaseError) -> (highestID: Int64, version: ContentVersion?) {
        try database.first(PostStore.extent, PostStore.extent) ?? (0, nil)
    }

    private static func extent(
        _ row: inout RowDecoder
    ) throws(DatabaseError) -> (highestID: Int64, version: ContentVersion?) {
        (try row.requiredInteger("(SELECT max(id) FROM site_post)"), try ContentVersion(from: &row))
    }

    static var extent: SQL { "SELECT \(columns: extent) FROM (\(newestVersion)) AS newest" }
}
