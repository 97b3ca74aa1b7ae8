import CGIKit

/// A row of `users_user`. Flask lets everything but the id be NULL.
public struct User: Equatable {
    public let id: Int64
    public let name: String?
    public let email: String?
    /// In Werkzeug's format. Nil, like a hash that cannot be read, matches no password.
    public let passwordHash: String?
    public let role: Role?
    public let status: Status?
    /// Seconds since 1970; nil if unknown.
    public let passwordChangedAt: Int64?
    /// Seconds since 1970; nil if unknown.
    public let createdAt: Int64?

    /// The address that its owner has shown to be theirs, by a mailed link.
    public let confirmedEmail: String?
    /// Of which answers they want to be told by mail.
    public let noticeFrequency: NoticeFrequency
    /// Whether they were told of answers, and have not been back since in all those threads.
    public let hasNotices: Bool

    /// Of staff, whether they want mail about what waits for them.
    public let wantsStaffNotices: Bool

    /// Which of their posts only they see.
    public let unlistedPosts: UnlistedPosts
    /// When they may write the next post, or comment, if they have written as many as they may; in seconds since 1970.
    public let postsAgainAt: Int64?
    public let commentsAgainAt: Int64?
    /// Of staff, how many entries the queue of moderation has, up to ``ModerationStore/mostCounted``; nil if they were not
    /// counted (``User/columns(isNumbered:isStaff:)``).
    public let queueLength: Int64?

    /// Whether they look after what others write.
    public var isStaff: Bool { role == .staff || role == .admin }

    /// Whether the account is not closed.
    public var isOpen: Bool { status != .inactive }
    /// Sessions without a number that were signed in this second or before are over; seconds since 1970, nil for none.
    let sessionsEndedAt: Int64?

    /// Whether the address that the account has now is confirmed.
    public var isConfirmed: Bool {
        guard let email, let confirmedEmail else { return false }
        return sameBytes(email, confirmedEmail)
    }

    /// The name to greet the user by; empty if Flask has stored none.
    public var displayName: String { name ?? "" }

    /// The columns that ``init(_:)`` reads. (A `+` keeps SQLite from recording where a column comes from.)
    static var columns: SQL { columns(isNumbered: false, isStaff: false) }
    /// The same for a session.
    ///
    /// - Parameters:
    ///   - isNumbered: whether it has a number: the times are then left out, by which only others are judged.
    ///   - isStaff: whether to count what waits for staff, if they are staff.
    static func columns(isNumbered: Bool, isStaff: Bool) -> SQL {
        """
        +id, +name, +email, +password, +role, +status, \
        \(isNumbered ? "NULL, NULL" : "+password_changed_seconds, +created_seconds"), +confirmed_email, +notices, \
        +has_notices, +unlisted_posts, +posts_again_seconds, +comments_again_seconds, +staff_notices, \
        \(isNumbered ? "NULL" : "+sessions_ended_seconds"), \(isStaff ? queueLength : "NULL")
        """
    }
    static var columnCount: Int32 { 17 }

    private static var queueLength: SQL { "CASE WHEN role IN (0, 1) THEN (\(ModerationStore.queueLength)) END" }

    init(_ row: borrowing Statement) throws(DatabaseError) {
        id = try row.requiredInteger(0)
        name = row.text(1)
        email = row.text(2)
        passwordHash = row.text(3)
        role = row.integer(4).map { Role(rawValue: $0) }
        status = row.integer(5).map { Status(rawValue: $0) }
        passwordChangedAt = row.integer(6)
        createdAt = row.integer(7)
        confirmedEmail = row.text(8)
        noticeFrequency = NoticeFrequency(stored: row.integer(9))
        hasNotices = row.integer(10) == 1
        unlistedPosts = UnlistedPosts(rawValue: row.integer(11) ?? 0) ?? .none
        postsAgainAt = row.integer(12)
        commentsAgainAt = row.integer(13)
        wantsStaffNotices = row.integer(14) != 0
        sessionsEndedAt = row.integer(15)
        queueLength = row.integer(16)
    }
}

/// Which of somebody's posts only they see, for the links that lead there. The numbers are stored.
public enum UnlistedPosts: Int64, Sendable {
    case none = 0
    /// Posts that wait, are hidden or deleted, but no drafts.
    case others = 1
    case drafts = 2
}
