import CGIKit

/// A row of `site_comment`, with its author's name. (A class, since a page has many and hands them on.)
public final class Comment {
    public let id: Int64
    public let postID: Int64
    public let path: CommentPath
    /// What it answers; nil for a comment on the post itself.
    public let parentID: Int64?
    public let authorID: Int64
    /// Nil if the author is gone, or Flask has stored no name.
    public let authorName: String?
    public let status: CommentStatus
    // Times are seconds since 1970.
    public let createdAt: Int64
    public let updatedAt: Int64
    public let editedAt: Int64?
    public let source: String
    /// The source as HTML, by the renderer of today.
    public let html: Markup

    /// Why staff has hidden it; nil if they have not, or did not say.
    public let hiddenReason: String?

    /// The columns that ``init(_:from:)`` reads, of tables named `comment` and `commenter`.
    static var columns: SQL {
        """
        +comment.id, +comment.post_id, +comment.path, +comment.parent_id, +comment.author_id, +commenter.name, \
        +comment.status, +comment.created_seconds, +comment.updated_seconds, +comment.edited_seconds, +comment.renderer, \
        +comment.html, +comment.source, \
        CASE comment.status WHEN 3 THEN \(hiddenReason) END
        """
    }
    static var columnCount: Int32 { 14 }

    private static var hiddenReason: SQL {
        AuditEntry.hiddenReason("comment", post: "comment.post_id", comment: "comment.id")
    }

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
        hiddenReason = AuditEntry.reason(row, column + 13)
        let isCurrent = row.integer(column + 10) == Int64(Markdown.version)
        // Whether its author was known then is not known now: the links do not count.
        html = isCurrent ? Markup(html: row.text(column + 11) ?? "") : Comment.render(source, nofollow: true)
    }

    /// Below the headings of the page: the post's title and that of the comments.
    @export(interface) public static func render(_ source: String, nofollow: Bool) -> Markup {
        Markdown.render(source, nofollow: nofollow, topHeading: 4)
    }

    /// The most characters of a comment.
    public static var longest: Int { 10_000 }
}
