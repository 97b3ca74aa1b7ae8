import CGIKit

/// A row of `users_user`. Flask allows everything but the ID to be NULL.
public struct User: Equatable {
    /// The user ID; no other user ever has it.
    public let id: Int64
    /// The name on the site; nil if Flask has stored none.
    public let name: String?
    /// The email address as it was typed; nil if Flask has stored none.
    public let email: String?
    /// The password hash in Werkzeug's format. Nil, like a malformed hash, matches no password.
    public let passwordHash: String?
    /// The role; nil gives no rights.
    public let role: Role?
    /// The state of the account; nil is treated as new.
    public let status: Status?
    /// Seconds since 1970; nil if unknown.
    public let passwordChangedAt: Int64?
    /// Seconds since 1970; nil if unknown.
    public let createdAt: Int64?

    /// The email address that the user has confirmed by a link; it may be a former one.
    public let confirmedEmail: String?
    /// How often they get emails about replies.
    public let noticeFrequency: NoticeFrequency
    /// Whether they were told of replies in discussions that they have not visited since.
    public let hasNotices: Bool

    /// For staff: whether they want emails about the moderation queue.
    public let wantsStaffNotices: Bool

    /// Whether the user has posts that only they can see, and of which kind.
    public let unlistedPosts: UnlistedPosts
    /// When they may write the next post, if a rate limit was reached, in seconds since 1970; nil if none was.
    public let postsAgainAt: Int64?
    /// When they may write the next comment, if a rate limit was reached, in seconds since 1970; nil if none was.
    public let commentsAgainAt: Int64?
    /// For staff: how many entries the moderation queue has, up to ``ModerationStore/mostCounted``; nil if they were
    /// not counted.
    public let queueLength: Int64?

    /// Whether the role is staff or admin.
    public var isStaff: Bool { role == .staff || role == .admin }

    /// Whether the account is not closed.
    public var isOpen: Bool { status != .inactive }
    /// Sessions without an ID that were signed in this second or earlier have ended; seconds since 1970, nil for none.
    let sessionsEndedAt: Int64?

    /// Whether the current email address is confirmed.
    public var isConfirmed: Bool {
        guard let email, let confirmedEmail else { return false }
        return sameBytes(email, confirmedEmail)
    }

    /// The name to greet the user by; empty if Flask has stored none.
    public var displayName: String { name ?? "" }

    /// The columns that ``init(_:_:)`` reads.
    struct Columns {
        /// Whether the times are read by which sessions without a number are judged.
        var hasTimes = true
        /// Whether to count what waits for staff, if they are staff.
        var hasQueue = false

        /// (A `+` keeps SQLite from recording where a column comes from. What is left out costs nothing: a NULL in its place
        /// would take SQLite as long as a column.)
        var sql: SQL {
            """
            +id, +name, +email, +password, +role, +status, +confirmed_email, +notices, +has_notices, +unlisted_posts, \
            +posts_again_seconds, +comments_again_seconds, +staff_notices\
            \(hasTimes ? ", +password_changed_seconds, +created_seconds, +sessions_ended_seconds" : "")\
            \(hasQueue ? ", CASE WHEN role IN (0, 1) THEN (\(ModerationStore.queueLength)) END" : "")
            """
        }

        var count: Int32 { 13 + (hasTimes ? 3 : 0) + (hasQueue ? 1 : 0) }
    }

    static var columns: SQL { Columns().sql }
    static var columnCount: Int32 { Columns().count }

    init(_ row: borrowing Statement, _ columns: Columns = Columns()) throws(DatabaseError) {
        id = try row.requiredInteger(0)
        name = row.text(1)
        email = row.text(2)
        passwordHash = row.text(3)
        role = row.integer(4).map { Role(rawValue: $0) }
        status = row.integer(5).map { Status(rawValue: $0) }
        confirmedEmail = row.text(6)
        noticeFrequency = NoticeFrequency(stored: row.integer(7))
        hasNotices = row.integer(8) == 1
        unlistedPosts = UnlistedPosts(rawValue: row.integer(9) ?? 0) ?? .none
        postsAgainAt = row.integer(10)
        commentsAgainAt = row.integer(11)
        wantsStaffNotices = row.integer(12) != 0
        passwordChangedAt = columns.hasTimes ? row.integer(13) : nil
        createdAt = columns.hasTimes ? row.integer(14) : nil
        sessionsEndedAt = columns.hasTimes ? row.integer(15) : nil
        queueLength = columns.hasQueue ? row.integer(columns.count - 1) : nil
    }
}

/// Which posts only their author sees, for the links that lead there. The numbers are stored.
public enum UnlistedPosts: Int64, Sendable {
    /// There are none.
    case none = 0
    /// Pending, hidden or deleted posts, but no drafts.
    case others = 1
    /// Drafts, and perhaps others.
    case drafts = 2
}
