import CGIKit

/// Reads and writes comments; each query is one `SELECT`.
public struct CommentStore {
    let database: Database

    /// Works on a connection, which must be for writing where something is changed.
    public init(_ database: Database) { self.database = database }

    /// How many comments a page of a discussion shows.
    public static var perPage: Int { 100 }
    static var perFeed: Int { 50 }

    /// A comment, whatever its status; nil if it does not exist.
    ///
    /// - Throws: A `DatabaseError` of the query.
    @export(interface) public func comment(id: Int64) throws(DatabaseError) -> Comment? {
        try database.first(Comment.self, CommentStore.byID, .integer(id))
    }

    /// A comment and the post that it is on, whatever their status; nil if it does not exist.
    ///
    /// - Throws: A `DatabaseError` of the query.
    @export(interface) public func commentWithPost(id: Int64) throws(DatabaseError) -> (comment: Comment, post: Post)? {
        try database.first(CommentStore.commentWithPost, CommentStore.withPost, .integer(id))
    }

    private static func commentWithPost(
        _ row: inout RowDecoder
    ) throws(DatabaseError) -> (comment: Comment, post: Post) {
        (try Comment(from: &row), try Post(from: &row))
    }

    /// The newest published comments of a post, for its feed.
    ///
    /// - Throws: A `DatabaseError` of the query.
    @export(interface) public func newest(on postID: Int64) throws(DatabaseError) -> [Comment] {
        try database.all(
            Comment.self, CommentStore.newestOfPost, .integer(postID), .integer(Int64(CommentStore.perFeed)))
    }

    private static var select: SQL {
        "SELECT \(columns: Comment.self) FROM site_comment AS comment \(Comment.joinAuthor)"
    }

    static var byID: SQL { "\(select) WHERE comment.id = ?" }

    static var withPost: SQL {
        """
        SELECT \(columns: commentWithPost) FROM site_comment AS comment \(Comment.joinAuthor)
        JOIN site_post AS post ON post.id = comment.post_id \(Post.joinAuthor) WHERE comment.id = ?
        """
    }

    static var largestNumber: SQL { "SELECT max(id) FROM site_comment" }

    static var newestOfPost: SQL {
        "\(select) WHERE comment.post_id = ? AND comment.status = \(CommentStatus.published) ORDER BY comment.id DESC LIMIT ?"
    }
}
