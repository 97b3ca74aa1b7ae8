import CGIKit

/// A post as lists show it: a row of `site_post`, with its author's name.
public struct Post {
    /// The number in its URL; no other post ever has it.
    public let id: Int64
    /// The author's user ID, also of a deleted user.
    public let authorID: Int64
    /// The author's name; nil if the user is deleted, or Flask has stored none.
    public let authorName: String?
    /// Who can see it.
    public let status: PostStatus
    /// The version of its page, from a sequence that all posts share.
    public let version: Int64
    // Times are seconds since 1970.
    /// When it was first saved, in seconds since 1970.
    public let createdAt: Int64
    /// When anything on its page last changed, comments included, in seconds since 1970.
    public let updatedAt: Int64
    /// When it was last edited after it had been published, in seconds since 1970; nil if never.
    public let editedAt: Int64?
    /// When it was first published, in seconds since 1970; nil if it never was.
    public let publishedAt: Int64?
    /// How many published comments it has.
    public let commentCount: Int64
    /// Whether its discussion is locked.
    public let isLocked: Bool
    /// The title as plain text.
    public let title: String
    /// The title as part of the URL; empty if nothing of it is left.
    public let slug: String
    /// The tags, separated by spaces.
    public let tags: String
    /// The beginning of the text, as plain text.
    public let excerpt: String

    /// The post in its URL: `12-the-title`.
    public var key: String { Post.key(id, slug) }

    static func key(_ id: Int64, _ slug: String) -> String { slug.isEmpty ? String(id) : "\(id)-\(slug)" }

    /// The tags one by one.
    public var tagList: [String] { tags.split(separator: " ").map { String($0) } }

    /// Whether it was never meant for anyone but its author. (What was deleted before anyone could see it comes back as a
    /// draft.)
    private var isDraft: Bool { status == .draft || status == .deleted && publishedAt == nil }

    /// Whether somebody may see it, and what is on it.
    func isVisible(to user: User?) -> Bool { status == .published || isFor(user, .seeUnpublished) }

    /// Whether a lock, if there is one, leaves somebody its discussion.
    func leavesDiscussion(to rights: Rights) -> Bool { !isLocked || rights.may(.writeUnderLock) }

    /// Whether a user may do something to it; nil is a visitor. What staff has hidden its author can neither delete nor
    /// restore.
    @export(interface) public func isFor(_ user: User?, _ act: Act) -> Bool {
        switch act {
        // What staff has hidden is not its author's to take away and bring back.
        case .delete where status == .hidden || status == .deleted: false
        case .restore where status != .deleted: false
        case .seeUnpublished where isDraft: Rights(of: user).may(.seeDraft, textOf: authorID)
        default: Rights(of: user).may(act, textOf: authorID)
        }
    }

    /// A hash of all that its author writes, by which an edit notices that the post has changed.
    public func fingerprint(with text: PostText) -> String { TextFingerprint.of(title, text.source, tags) }

    /// The version of its page.
    public var contentVersion: ContentVersion { ContentVersion(number: version, changedAt: updatedAt) }

    /// When its text last changed for readers, in seconds since 1970.
    public var writtenAt: Int64 { max(editedAt ?? 0, publishedAt ?? createdAt) }

    /// Whom a query joins with; a post stays when its author has gone.
    static var joinAuthor: SQL { "LEFT JOIN users_user AS author ON author.id = post.author_id" }
}

extension Post: RowDecodable {
    /// Reads a row of tables that a query calls `post` and `author`.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        id = try row.requiredInteger("+post.id")
        authorID = try row.requiredInteger("+post.author_id")
        authorName = row.text("+author.name")
        status = PostStatus(rawValue: try row.requiredInteger("+post.status"))
        version = try row.requiredInteger("+post.version")
        createdAt = try row.requiredInteger("+post.created_seconds")
        updatedAt = try row.requiredInteger("+post.updated_seconds")
        editedAt = row.integer("+post.edited_seconds")
        publishedAt = row.integer("+post.published_seconds")
        commentCount = try row.requiredInteger("+post.comment_count")
        isLocked = row.integer("+post.is_locked") != 0
        title = row.text("+post.title") ?? ""
        slug = row.text("+post.slug") ?? ""
        tags = row.text("+post.tags") ?? ""
        excerpt = row.text("+post.excerpt") ?? ""
    }
}

/// What the page of a post shows in addition.
public struct PostText {
    /// The text in Markdown, as it was typed.
    public let source: String
    /// The source as HTML.
    public let html: Markup
    /// The version of ``Markdown`` that made the HTML.
    public let renderer: Int
    let author: Standing

    static var join: SQL { "JOIN site_post_text AS text ON text.post_id = post.id" }

    private init(_ text: PostText, _ html: Markup) {
        source = text.source
        self.html = html
        renderer = Markdown.version
        author = text.author
    }

    /// The same rendered again.
    func with(_ html: Markup) -> PostText { PostText(self, html) }
}

extension PostText: RowDecodable {
    /// Reads a row of tables that a query calls `text` and `author`.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        renderer = Int(try row.requiredInteger("+text.renderer"))
        html = Markup(html: row.text("+text.html") ?? "")
        source = row.text("+text.source") ?? ""
        author = Standing(
            role: row.integer("+author.role").map { Role(rawValue: $0) },
            status: row.integer("+author.status").map { Status(rawValue: $0) })
    }
}
