import CGIKit

/// A row of `site_comment`, with its author's name. (It is a class because a page has many and passes them on.)
public final class Comment: RowDecodable {
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

    /// Whom a query joins with; a comment stays when its author has gone.
    static var joinAuthor: SQL { "LEFT JOIN users_user AS commenter ON commenter.id = comment.author_id" }

    /// Reads a row of tables that a query calls `comment` and `commenter`.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        id = try row.requiredInteger("+comment.id")
        postID = try row.requiredInteger("+comment.post_id")
        let path = row.text("+comment.path") ?? ""
        parentID = row.integer("+comment.parent_id")
        authorID = try row.requiredInteger("+comment.author_id")
        authorName = row.text("+commenter.name")
        status = CommentStatus(rawValue: try row.requiredInteger("+comment.status"))
        createdAt = try row.requiredInteger("+comment.created_seconds")
        updatedAt = try row.requiredInteger("+comment.updated_seconds")
        editedAt = row.integer("+comment.edited_seconds")
        let renderer = row.integer("+comment.renderer")
        let html = row.text("+comment.html") ?? ""
        source = row.text("+comment.source") ?? ""
        guard let path = row.isList ? CommentPath(1, under: nil) : CommentPath(path) else {
            throw DatabaseError(.mismatch, "the path of comment \(id) is none")
        }
        self.path = path
        // Whether its author was known then is not known now: the links do not count.
        self.html =
            row.isList || renderer == Int64(Markdown.version)
            ? Markup(html: html) : Comment.render(source, nofollow: true)
    }

    /// The HTML of a comment's Markdown, with headings below those of the page: the post's title and the title of the
    /// discussion.
    @export(interface) public static func render(_ source: String, nofollow: Bool) -> Markup {
        Markdown.render(source, nofollow: nofollow, topHeading: 4)
    }

    /// The greatest length of a comment in characters (Unicode code points).
    public static var longest: Int { 10_000 }
}
