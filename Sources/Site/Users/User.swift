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

    private static var queueLength: SQL {
        "CASE WHEN role IN (\(Role.admin, Role.staff)) THEN (\(ModerationStore.queueLength)) END"
    }
}

extension User: RowDecodable {
    /// Reads a row.
    ///
    /// - Throws: A `DatabaseError`.
    public init(from row: inout RowDecoder) throws(DatabaseError) { try self.init(from: &row, isNumbered: false) }

    /// The same for a session. (A `+` keeps SQLite from recording where a column comes from.)
    ///
    /// - Parameters:
    ///   - isNumbered: whether it has a number: the times are then left out, by which only others are judged.
    ///   - isStaff: whether to count what waits for staff, if they are staff.
    init(from row: inout RowDecoder, isNumbered: Bool, isStaff: Bool = false) throws(DatabaseError) {
        id = try row.requiredInteger("+id")
        name = row.text("+name")
        email = row.text("+email")
        passwordHash = row.text("+password")
        role = row.integer("+role").map { Role(rawValue: $0) }
        status = row.integer("+status").map { Status(rawValue: $0) }
        passwordChangedAt = isNumbered ? nil : row.integer("+password_changed_seconds")
        createdAt = isNumbered ? nil : row.integer("+created_seconds")
        confirmedEmail = row.text("+confirmed_email")
        noticeFrequency = NoticeFrequency(stored: row.integer("+notices"))
        hasNotices = row.integer("+has_notices") == 1
        unlistedPosts = UnlistedPosts(rawValue: row.integer("+unlisted_posts") ?? 0) ?? .none
        postsAgainAt = row.integer("+posts_again_seconds")
        commentsAgainAt = row.integer("+comments_again_seconds")
        wantsStaffNotices = row.integer("+staff_notices") != 0
        sessionsEndedAt = isNumbered ? nil : row.integer("+sessions_ended_seconds")
        queueLength = isStaff ? row.integer(User.queueLength) : nil
    }
}

/// Which posts only their author sees, for the links that lead there. The numbers are stored.
public enum UnlistedPosts: Int64, StoredNumber, Sendable {
    /// There are none.
    case none = 0
    /// Pending, hidden or deleted posts, but no drafts.
    case others = 1
    /// Drafts, and perhaps others.
    case drafts = 2
}
