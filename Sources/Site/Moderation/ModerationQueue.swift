import CGIKit

/// A post or comment in the moderation queue, because it is pending or was reported.
public struct QueuedText {
    /// The post, or the post that the comment is on.
    public let postID: Int64
    /// Nil for the post itself.
    public let commentID: Int64?
    /// The post's title.
    public let postTitle: String
    /// The author's name; nil if the user is deleted.
    public let authorName: String?
    /// Whether the author's account is closed.
    public let isAuthorClosed: Bool
    /// Whether staff has hidden it; if not, it is pending or was reported.
    public let isHidden: Bool
    /// The beginning of the text, as plain text.
    public let excerpt: String
    /// Seconds since 1970.
    public let createdAt: Int64
    /// Who has reported it and why; empty if it is pending.
    public internal(set) var reports: [Report]

    /// One report of a member.
    public struct Report {
        /// The member's name; nil if the user is deleted.
        public let reporterName: String?
        /// What the member wrote.
        public let reason: String
        /// Seconds since 1970.
        public let createdAt: Int64
    }

    /// What the columns of a text are read from: all kinds have the same ones in one order.
    enum Kind {
        case post
        case comment
        /// Either.
        case reported

        fileprivate func of(_ post: SQL, _ comment: SQL, _ reported: SQL) -> SQL {
            switch self {
            case .post: post
            case .comment: comment
            case .reported: reported
            }
        }
    }

    init(_ kind: Kind, from row: inout RowDecoder) throws(DatabaseError) {
        postID = try row.requiredInteger(kind.of("post.id", "comment.post_id", "report.post_id"))
        commentID = row.integer(kind.of("NULL", "comment.id", "nullif(report.comment_id, 0)"))
        postTitle = row.text("post.title") ?? ""
        authorName = row.text("author.name")
        let text =
            row.text(kind.of("post.excerpt", "comment.source", "coalesce(comment.source, post.excerpt)")) ?? ""
        createdAt = try row.requiredInteger(
            kind.of(
                "post.created_seconds", "comment.created_seconds",
                "coalesce(comment.created_seconds, post.created_seconds)"))
        isAuthorClosed = row.integer("author.status IS \(Status.inactive)") == 1
        let status = row.integer(kind.of("post.status", "comment.status", "coalesce(comment.status, post.status)"))
        isHidden = status == CommentStatus.hidden.rawValue
        excerpt = commentID == nil ? text : Markdown.excerpt(text, length: 300)
        reports = []
    }

    fileprivate static func post(_ row: inout RowDecoder) throws(DatabaseError) -> QueuedText {
        try QueuedText(.post, from: &row)
    }

    fileprivate static func comment(_ row: inout RowDecoder) throws(DatabaseError) -> QueuedText {
        try QueuedText(.comment, from: &row)
    }

    fileprivate static func reported(_ row: inout RowDecoder) throws(DatabaseError) -> QueuedText {
        var text = try QueuedText(.reported, from: &row)
        text.reports = [try Report(from: &row)]
        return text
    }
}

extension QueuedText.Report: RowDecodable {
    /// Reads a row.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        reporterName = row.text("reporter.name")
        reason = row.text("report.reason") ?? ""
        createdAt = try row.requiredInteger("report.created_seconds")
    }
}

/// What staff sees of a user.
public struct PersonRecord {
    /// The acts about the user, the newest first.
    public var entries: [AuditEntry] = []
    /// Their posts and comments that are pending or hidden: posts, the newest first, and then comments.
    public var unseen: [QueuedText] = []
    /// Whether they have posts or comments that can be hidden with their account.
    public var hasShown = false
    /// Whether they have posts or comments that were hidden with it.
    public var hasHidden = false

    /// Adds a row of ``ModerationStore/recordOfPerson``.
    fileprivate mutating func add(_ row: inout RowDecoder) throws(DatabaseError) {
        guard row.integer("0") == 1 else {
            entries.append(try AuditEntry(from: &row))
            return
        }
        let changeable = row.integer("changeable.shown + 2 * changeable.hidden") ?? 0
        (hasShown, hasHidden) = (changeable & 1 != 0, changeable & 2 != 0)
        if let text = try row.found(QueuedText.post) { unseen.append(text) }
    }
}

/// What staff has to look at, the oldest first.
extension ModerationStore {
    /// How many entries of each kind a page shows; those that are dealt with make room for the next.
    public static var perQueue: Int { 50 }

    /// The pending posts, and after them the pending comments, the oldest first.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func waitingTexts() throws(DatabaseError) -> [QueuedText] {
        let limit = DatabaseValue.integer(Int64(ModerationStore.perQueue))
        return try database.all(QueuedText.post, ModerationStore.waitingTexts, limit, limit)
    }

    /// Up to how many entries of the queue staff's menu counts; beyond that it says that there are more.
    public static var mostCounted: Int { 100 }

    /// How many entries the queue has: what waits, and texts with reports. By the indexes of just these, and no more of
    /// them than are counted.
    static var queueLength: SQL {
        """
        SELECT count(*) FROM (SELECT 1, 1 FROM site_post WHERE status = \(PostStatus.pending) UNION ALL
            SELECT 1, 1 FROM site_comment WHERE status = \(CommentStatus.pending) UNION ALL
            SELECT DISTINCT post_id, comment_id FROM site_report WHERE closed_seconds IS NULL LIMIT 100)
        """
    }

    static var waitingTexts: SQL { "SELECT * FROM (\(waitingPosts)) UNION ALL SELECT * FROM (\(waitingComments))" }

    private static var waitingPosts: SQL {
        """
        SELECT \(columns: QueuedText.post) FROM site_post AS post LEFT JOIN users_user AS author ON author.id = post.author_id
        WHERE post.status = \(PostStatus.pending) ORDER BY post.id LIMIT ?
        """
    }

    private static var waitingComments: SQL {
        """
        SELECT \(columns: QueuedText.comment) FROM site_comment AS comment JOIN site_post AS post ON post.id = comment.post_id
        LEFT JOIN users_user AS author ON author.id = comment.author_id
        WHERE comment.status = \(CommentStatus.pending) ORDER BY comment.id LIMIT ?
        """
    }

    /// Pending posts and comments of ?1, and those hidden by staff: at most ?2 posts, newest first, and as many comments.
    private static var unseenTexts: SQL {
        """
        SELECT * FROM (
            SELECT \(columns: QueuedText.post) FROM site_post AS post LEFT JOIN users_user AS author ON author.id = post.author_id
            WHERE post.author_id = ?1 AND post.listed_seconds IS NULL
                AND post.status IN (\(PostStatus.pending, PostStatus.hidden))
            ORDER BY post.id DESC LIMIT ?2)
        UNION ALL SELECT * FROM (
            SELECT \(columns: QueuedText.comment) FROM site_comment AS comment JOIN site_post AS post ON post.id = comment.post_id
            LEFT JOIN users_user AS author ON author.id = comment.author_id
            WHERE comment.author_id = ?1 AND comment.status IN (\(CommentStatus.pending, CommentStatus.hidden)) LIMIT ?2)
        """
    }

    static var reportedTexts: SQL {
        """
        SELECT \(columns: QueuedText.reported)
        FROM site_report AS report JOIN site_post AS post ON post.id = report.post_id
        LEFT JOIN site_comment AS comment ON comment.id = report.comment_id
        LEFT JOIN users_user AS author ON author.id = coalesce(comment.author_id, post.author_id)
        LEFT JOIN users_user AS reporter ON reporter.id = report.reporter_id
        WHERE report.closed_seconds IS NULL ORDER BY report.id LIMIT ?
        """
    }

    /// The posts and comments with open reports, the oldest report first.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func reportedTexts() throws(DatabaseError) -> [QueuedText] {
        let statement = try database.prepare(ModerationStore.reportedTexts)
        statement.bind([.integer(Int64(ModerationStore.perQueue))])
        var texts: [QueuedText] = []
        while let text = try statement.next(QueuedText.reported) {
            if let index = texts.firstIndex(where: { $0.postID == text.postID && $0.commentID == text.commentID }) {
                texts[index].reports += text.reports
            } else {
                texts.append(text)
            }
        }
        return texts
    }

    /// The acts of moderation, the newest first: one more than a page shows, if there are more. Nil starts with the
    /// newest.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func log(before id: Int64?) throws(DatabaseError) -> [AuditEntry] {
        try database.all(
            AuditEntry.self,
            """
            SELECT \(columns: AuditEntry.self) FROM site_audit AS audit \(AuditEntry.joins)
            WHERE audit.id < ? ORDER BY audit.id DESC LIMIT ?
            """, .integer(id ?? .max), .integer(Int64(ModerationStore.perQueue) + 1))
    }

    /// The reason why an account was last closed; nil if none was given.
    func banReason(of userID: Int64) throws(DatabaseError) -> String? {
        let reason = try database.text(ModerationStore.banReason, .integer(userID))
        return reason.flatMap { $0.isEmpty ? nil : $0 }
    }

    static var banReason: SQL {
        "SELECT reason FROM site_audit WHERE user_id = ? AND act = 'ban' ORDER BY id DESC LIMIT 1"
    }

    /// The acts about a post or comment, the newest first, and its open reports, the oldest first.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func history(
        ofText target: ModerationTarget
    ) throws(DatabaseError) -> (entries: [AuditEntry], reports: [QueuedText.Report]) {
        let values: [DatabaseValue] = [.integer(target.postID), .integer(target.commentID)]
        let statement = try database.prepare(ModerationStore.historyOfText)
        statement.bind(values)
        var found: (entries: [AuditEntry], reports: [QueuedText.Report]) = ([], [])
        while let row = try statement.next(ModerationStore.act) {
            if row.isOther {
                let (name, reason, time) = (row.entry.actorName, row.entry.reason, row.entry.createdAt)
                found.reports.append(QueuedText.Report(reporterName: name, reason: reason, createdAt: time))
            } else {
                found.entries.append(row.entry)
            }
        }
        return found
    }

    /// What staff sees of a user, in one statement.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func record(of person: Int64) throws(DatabaseError) -> PersonRecord {
        let statement = try database.prepare(ModerationStore.recordOfPerson)
        statement.bind([.integer(person), .integer(Int64(ModerationStore.perQueue))])
        var record = PersonRecord()
        while try statement.next({ (row) throws(DatabaseError) in try record.add(&row) }) != nil {}
        return record
    }

    /// An entry, or what stands behind all of them and is none.
    private static func act(_ row: inout RowDecoder) throws(DatabaseError) -> (isOther: Bool, entry: AuditEntry) {
        (row.integer("0") == 1, try AuditEntry(from: &row))
    }

    /// What has been done about the person ?1, and then, one row at least, texts that are not seen beside what can be changed.
    static var recordOfPerson: SQL {
        """
        SELECT * FROM (
            SELECT \(columns: act) FROM site_audit AS audit \(AuditEntry.joins)
            WHERE audit.user_id = ?1 ORDER BY audit.id DESC LIMIT 100)
        UNION ALL SELECT 1, changeable.shown + 2 * changeable.hidden, unseen.*
            FROM (\(AuthorTexts.changeable)) AS changeable LEFT JOIN (\(unseenTexts)) AS unseen ON TRUE
        """
    }

    /// Of the post ?1 or its comment ?2: what was done, also to all that its author wrote, and then reports, as if they
    /// were such acts.
    private static var historyOfText: SQL {
        """
        SELECT * FROM (
            SELECT \(columns: act) FROM site_audit AS audit \(AuditEntry.joins)
            WHERE audit.id IN (
                SELECT id FROM site_audit WHERE post_id = ?1 AND comment_id = ?2 UNION ALL
                SELECT done.id FROM (\(authorOfText)) AS text JOIN site_audit AS done ON done.user_id = text.author_id
                WHERE done.post_id IS NULL AND done.act IN ('hide', 'unhide')
                    AND done.created_seconds >= text.created_seconds)
            ORDER BY audit.id DESC LIMIT 100)
        UNION ALL SELECT * FROM (
            SELECT 1, report.id, 'report', report.reason, report.created_seconds, reporter.name, NULL, NULL, NULL, NULL
            FROM site_report AS report LEFT JOIN users_user AS reporter ON reporter.id = report.reporter_id
            WHERE report.post_id = ?1 AND report.comment_id = ?2 AND report.closed_seconds IS NULL
            ORDER BY report.id LIMIT 100)
        """
    }

    private static var authorOfText: SQL {
        """
        SELECT author_id, created_seconds FROM site_post WHERE id = ?1 AND ?2 = 0 UNION ALL
        SELECT author_id, created_seconds FROM site_comment WHERE id = ?2
        """
    }
}

/// A post or comment of the queue as templates see it.
public final class QueuedView: TemplateObject {
    private let text: QueuedText

    /// Shows an entry of the queue.
    public init(_ text: QueuedText) { self.text = text }

    public override var typeName: String { "QueuedText" }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "post_id": .int(Int(text.postID))
        case "comment_id": Value(text.commentID.map { Int($0) })
        case "title": .string(text.postTitle)
        case "author": Value(text.authorName)
        case "is_author_closed": .bool(text.isAuthorClosed)
        case "is_hidden": .bool(text.isHidden)
        case "excerpt": .string(text.excerpt)
        case "created": .object(TimeView(text.createdAt))
        case "reports": QueuedView.reports(text.reports)
        default: nil
        }
    }

    /// The reports for `moderation/reports.html`.
    @export(interface) public static func reports(_ reports: [QueuedText.Report]) -> Value {
        .list(
            List(
                reports.map { report in
                    [
                        "reporter": Value(report.reporterName), "reason": .string(report.reason),
                        "created": .object(TimeView(report.createdAt)),
                    ]
                }))
    }
}
