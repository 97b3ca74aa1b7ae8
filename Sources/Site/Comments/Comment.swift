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

    /// Of all that its author writes.
    public var fingerprint: String { TextFingerprint.of(source) }

    /// The columns that ``init(_:)`` reads, of a table named `comment`.
    static var columns: SQL {
        """
        comment.id, comment.post_id, comment.path, comment.parent_id, comment.author_id, author.name, \
        comment.status, comment.created_seconds, comment.updated_seconds, comment.edited_seconds, comment.renderer, \
        comment.html, comment.source
        """
    }

    /// Whom a query joins with; a comment stays when its author has gone.
    static var joinAuthor: SQL { "LEFT JOIN users_user AS author ON author.id = comment.author_id" }

    init(_ row: borrowing Statement) throws(DatabaseError) {
        id = try row.requiredInteger(0)
        postID = try row.requiredInteger(1)
        guard let path = CommentPath(row.text(2) ?? "") else {
            throw DatabaseError(.mismatch, "the path of comment \(id) is none")
        }
        self.path = path
        parentID = row.integer(3)
        authorID = try row.requiredInteger(4)
        authorName = row.text(5)
        status = CommentStatus(rawValue: try row.requiredInteger(6))
        createdAt = try row.requiredInteger(7)
        updatedAt = try row.requiredInteger(8)
        editedAt = row.integer(9)
        source = row.text(12) ?? ""
        let isCurrent = row.integer(10) == Int64(Markdown.version)
        // Whether its author was known then is not known now: the links do not count.
        html = isCurrent ? Markup(html: row.text(11) ?? "") : Comment.render(source, nofollow: true)
    }

    /// Below the headings of the page: the post's title and that of the comments.
    public static func render(_ source: String, nofollow: Bool) -> Markup {
        Markdown.render(source, nofollow: nofollow, topHeading: 4)
    }

    /// The most characters of a comment.
    public static var longest: Int { 10_000 }
}
