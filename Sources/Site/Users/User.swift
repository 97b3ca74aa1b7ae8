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

    /// Whether the address that the account has now is confirmed.
    public var isConfirmed: Bool {
        guard let email, let confirmedEmail else { return false }
        return sameBytes(email, confirmedEmail)
    }

    /// The name to greet the user by; empty if Flask has stored none.
    public var displayName: String { name ?? "" }

    /// The columns that ``init(_:)`` reads.
    static var columns: SQL {
        "id, name, email, password, role, status, password_changed_seconds, created_seconds, confirmed_email, notices, has_notices"
    }
    static var columnCount: Int32 { 11 }

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
    }
}
