import CGIKit

/// A post as lists show it: a row of `site_post`, with its author's name.
public struct Post {
    public let id: Int64
    public let authorID: Int64
    /// Nil if the author is gone, or Flask has stored no name.
    public let authorName: String?
    public let status: PostStatus
    public let version: Int64
    // Times are seconds since 1970.
    public let createdAt: Int64
    /// When anything on its page changed, comments included.
    public let updatedAt: Int64
    public let editedAt: Int64?
    /// When everyone could first see it; nil if nobody could yet.
    public let publishedAt: Int64?
    public let commentCount: Int64
    /// Whether nobody may comment any more.
    public let isLocked: Bool
    public let title: String
    public let slug: String
    /// Separated by blanks.
    public let tags: String
    public let excerpt: String

    /// What stands for the post in its address: `12-the-title`.
    public var key: String { Post.key(id, slug) }

    static func key(_ id: Int64, _ slug: String) -> String { slug.isEmpty ? String(id) : "\(id)-\(slug)" }

    public var tagList: [String] { tags.split(separator: " ").map { String($0) } }

    /// Whether it was never meant for anyone but its author. (What was deleted before anyone could see it comes back as a
    /// draft.)
    private var isDraft: Bool { status == .draft || status == .deleted && publishedAt == nil }

    /// Whether somebody may see it, and what is on it.
    func isVisible(to user: User?) -> Bool { status == .published || isFor(user, .seeUnpublished) }

    /// Whether a lock, if there is one, leaves somebody its discussion.
    func leavesDiscussion(to rights: Rights) -> Bool { !isLocked || rights.may(.writeUnderLock) }

    /// Whether somebody may do something to it.
    @export(interface) public func isFor(_ user: User?, _ act: Act) -> Bool {
        switch act {
        // What staff has hidden is not its author's to take away and bring back.
        case .delete where status == .hidden || status == .deleted: false
        case .restore where status != .deleted: false
        case .seeUnpublished where isDraft: Rights(of: user).may(.seeDraft, textOf: authorID)
        default: Rights(of: user).may(act, textOf: authorID)
        }
    }

    /// Of all that its author writes.
    public func fingerprint(with text: PostText) -> String { TextFingerprint.of(title, text.source, tags) }

    /// The version of its page.
    public var contentVersion: ContentVersion { ContentVersion(number: version, changedAt: updatedAt) }

    /// When it was last written to, as far as readers could see.
    public var writtenAt: Int64 { max(editedAt ?? 0, publishedAt ?? createdAt) }

    /// The columns that ``init(_:)`` reads, of tables named `post` and `author`.
    static var columns: SQL {
        """
        +post.id, +post.author_id, +author.name, +post.status, +post.version, +post.created_seconds, +post.updated_seconds, \
        +post.edited_seconds, +post.published_seconds, +post.comment_count, +post.is_locked, +post.title, +post.slug, \
        +post.tags, +post.excerpt
        """
    }
    static var columnCount: Int32 { 15 }

    /// Whom a query joins with; a post stays when its author has gone.
    static var joinAuthor: SQL { "LEFT JOIN users_user AS author ON author.id = post.author_id" }

    init(_ row: borrowing Statement) throws(DatabaseError) {
        id = try row.requiredInteger(0)
        authorID = try row.requiredInteger(1)
        authorName = row.text(2)
        status = PostStatus(rawValue: try row.requiredInteger(3))
        version = try row.requiredInteger(4)
        createdAt = try row.requiredInteger(5)
        updatedAt = try row.requiredInteger(6)
        editedAt = row.integer(7)
        publishedAt = row.integer(8)
        commentCount = try row.requiredInteger(9)
        isLocked = row.integer(10) != 0
        title = row.text(11) ?? ""
        slug = row.text(12) ?? ""
        tags = row.text(13) ?? ""
        excerpt = row.text(14) ?? ""
    }
}

/// What a post's own page shows besides.
public struct PostText {
    public let source: String
    /// The source as HTML, made by the renderer of this version.
    public let html: Markup
    public let renderer: Int
    let author: Standing
    /// Why staff has hidden the post, or else closed the discussion below it; nil if they have not, or did not say.
    public private(set) var reason: String?

    static var columns: SQL { "+text.renderer, +text.html, +text.source, +author.role, +author.status" }
    static var columnCount: Int32 { 5 }
    static var join: SQL { "JOIN site_post_text AS text ON text.post_id = post.id" }

    /// The column that ``readReason(_:_:)`` reads.
    static var reason: SQL {
        let hidden = AuditEntry.hiddenReason("post", post: "post.id", comment: "0")
        let locked = AuditEntry.reason("'lock'", post: "post.id", comment: "0")
        return "CASE WHEN post.status = 3 THEN \(hidden) WHEN post.is_locked THEN (\(locked)) END"
    }

    mutating func readReason(_ row: borrowing Statement, _ column: Int32) {
        reason = AuditEntry.reason(row, column)
    }

    init(_ row: borrowing Statement, from column: Int32) throws(DatabaseError) {
        renderer = Int(try row.requiredInteger(column))
        html = Markup(html: row.text(column + 1) ?? "")
        source = row.text(column + 2) ?? ""
        author = Standing(
            role: row.integer(column + 3).map { Role(rawValue: $0) },
            status: row.integer(column + 4).map { Status(rawValue: $0) })
    }

    private init(_ text: PostText, _ html: Markup) {
        source = text.source
        self.html = html
        renderer = Markdown.version
        author = text.author
        reason = text.reason
    }

    /// The same rendered again.
    func with(_ html: Markup) -> PostText { PostText(self, html) }
}
