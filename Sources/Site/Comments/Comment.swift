import CGIKit

/// A row of `site_comment`, with its author's name. (It is a class because a page has many and passes them on.)
public final class Comment {
    /// The number in its URL; no other comment ever has it.
    public let id: Int64
    /// The post that it is on.
    public let postID: Int64
    /// Its place in the discussion.
    public let path: CommentPath
    /// The comment that it replies to; nil for a comment on the post itself.
    public let parentID: Int64?
    /// The author's user ID, also of a deleted user.
    public let authorID: Int64
    /// Nil if the author is gone, or Flask has stored no name.
    public let authorName: String?
    /// Who can see it.
    public let status: CommentStatus
    // Times are seconds since 1970.
    /// When it was written, in seconds since 1970.
    public let createdAt: Int64
    /// When its text or status last changed, in seconds since 1970.
    public let updatedAt: Int64
    /// When its author last edited it, in seconds since 1970; nil if never.
    public let editedAt: Int64?
    /// The text in Markdown, as it was typed.
    public let source: String
    /// The source as HTML, rendered by the current version of ``Markdown``.
    public let html: Markup

    /// The columns that ``init(_:from:)`` reads, of tables named `comment` and `commenter`.
    static var columns: SQL {
        """
        +comment.id, +comment.post_id, +comment.path, +comment.parent_id, +comment.author_id, +commenter.name, \
        +comment.status, +comment.created_seconds, +comment.updated_seconds, +comment.edited_seconds, +comment.renderer, \
        +comment.html, +comment.source
        """
    }
    static var columnCount: Int32 { 13 }

    /// Whom a query joins with; a comment stays when its author has gone.
    static var joinAuthor: SQL { "LEFT JOIN users_user AS commenter ON commenter.id = comment.author_id" }

    /// - Parameter column: the first of ``columns`` in the row.
    init(_ row: borrowing Statement, from column: Int32 = 0) throws(DatabaseError) {
        id = try row.requiredInteger(column)
        postID = try row.requiredInteger(column + 1)
        guard let path = CommentPath(row.text(column + 2) ?? "") else {
            throw DatabaseError(.mismatch, "the path of comment \(id) is none")
        }
        self.path = path
        parentID = row.integer(column + 3)
        authorID = try row.requiredInteger(column + 4)
        authorName = row.text(column + 5)
        status = CommentStatus(rawValue: try row.requiredInteger(column + 6))
        createdAt = try row.requiredInteger(column + 7)
        updatedAt = try row.requiredInteger(column + 8)
        editedAt = row.integer(column + 9)
        source = row.text(column + 12) ?? ""
        let isCurrent = row.integer(column + 10) == Int64(Markdown.version)
        // Whether its author was known then is not known now: the links do not count.
        html = isCurrent ? Markup(html: row.text(column + 11) ?? "") : Comment.render(source, nofollow: true)
    }

    /// The HTML of a comment's Markdown, with headings below those of the page: the post's title and the title of the
    /// discussion.
    @export(interface) public static func render(_ source: String, nofollow: Bool) -> Markup {
        Markdown.render(source, nofollow: nofollow, topHeading: 4)
    }

    /// The greatest length of a comment in characters (Unicode code points).
    public static var longest: Int { 10_000 }
}
