import CGIKit

/// What can be done to posts, comments and users.
public enum Act: String, CaseIterable, Sendable {
    /// Write a post or comment. Those of newcomers may be pending (``Rights/waits(first:)``).
    case write
    /// Comment, edit and restore in a locked discussion.
    case writeUnderLock
    /// Edit a post or comment.
    case edit
    /// Edit a comment after the time for it is over.
    case editLater
    /// Delete a post or comment.
    case delete
    /// Restore what was deleted.
    case restore
    /// Report a post or comment to staff.
    case report
    /// See a post or comment that is pending, hidden or deleted.
    case seeUnpublished
    /// See a draft.
    case seeDraft
    /// Publish a pending post or comment.
    case approve
    /// Hide a post or comment, or all of a closed account.
    case hide
    /// Undo ``hide``.
    case unhide
    /// Lock a discussion.
    case lock
    /// Undo ``lock``.
    case unlock
    /// Close reports without any other act.
    case dismiss
    /// Close an account.
    case ban
    /// Reopen an account.
    case unban
    /// See the queue and the log of moderation.
    case moderate
}

/// What an act may be done to.
public enum Reach: Sendable {
    /// Nothing.
    case nobodys
    /// The user's own posts and comments.
    case own
    /// Posts and comments of others.
    case others
    /// Users of a lower standing.
    case lower
    /// Everything.
    case all
}

/// A user's standing on the site, by role and status, in ascending order.
public enum Standing: Int, CaseIterable, Sendable {
    /// Not signed in, or with a closed account.
    case visitor
    /// A newcomer who has yet to confirm their email address, where the site requires it.
    case unconfirmed
    /// A user with the status `new`, or one that is not known.
    case newcomer
    /// A user with the status `active`.
    case member
    /// A user with the role `staff`.
    case staff
    /// A user with the role `admin`.
    case admin

    /// Whether their links are good enough for search engines: those of newcomers get `nofollow`.
    public var isKnown: Bool { rawValue >= Standing.member.rawValue }

    /// The standing of a user; nil is a visitor. It does not know of ``unconfirmed``, which depends on a setting.
    @export(interface) public init(_ user: User?) {
        self.init(role: user?.role, status: user == nil ? .inactive : user?.status)
    }

    /// The standing of an account with this role and status. Those that are not known give no rights.
    @export(interface) public init(role: Role?, status: Status?) {
        switch (role, status) {
        case (_, .inactive): self = .visitor
        case (.admin, _): self = .admin
        case (.staff, _): self = .staff
        // A role that the site does not know gives no rights of its own.
        case (_, .active): self = .member
        default: self = .newcomer
        }
    }
}

/// What a user may do. The table in this file is the only place that says so.
public struct Rights {
    private typealias Row = (
        act: Act, visitor: Reach, unconfirmed: Reach, newcomer: Reach, member: Reach, staff: Reach, admin: Reach
    )

    // swift-format-ignore
    private static var table: [Row] {
        [
            // act              visitor   unconfirmed newcomer  member    staff     admin
            (.write,            .nobodys, .nobodys,   .own,     .own,     .own,     .own),
            (.writeUnderLock,   .nobodys, .nobodys,   .nobodys, .nobodys, .own,     .own),
            (.edit,             .nobodys, .own,       .own,     .own,     .own,     .own),
            (.editLater,        .nobodys, .nobodys,   .nobodys, .nobodys, .own,     .own),
            (.delete,           .nobodys, .own,       .own,     .own,     .own,     .own),
            (.restore,          .nobodys, .own,       .own,     .own,     .own,     .own),
            (.report,           .nobodys, .nobodys,   .others,  .others,  .others,  .others),
            (.seeUnpublished,   .nobodys, .own,       .own,     .own,     .all,     .all),
            (.seeDraft,         .nobodys, .own,       .own,     .own,     .own,     .own),
            (.approve,          .nobodys, .nobodys,   .nobodys, .nobodys, .all,     .all),
            (.hide,             .nobodys, .nobodys,   .nobodys, .nobodys, .all,     .all),
            (.unhide,           .nobodys, .nobodys,   .nobodys, .nobodys, .all,     .all),
            (.lock,             .nobodys, .nobodys,   .nobodys, .nobodys, .all,     .all),
            (.unlock,           .nobodys, .nobodys,   .nobodys, .nobodys, .all,     .all),
            (.dismiss,          .nobodys, .nobodys,   .nobodys, .nobodys, .all,     .all),
            (.ban,              .nobodys, .nobodys,   .nobodys, .nobodys, .lower,   .lower),
            (.unban,            .nobodys, .nobodys,   .nobodys, .nobodys, .lower,   .lower),
            (.moderate,         .nobodys, .nobodys,   .nobodys, .nobodys, .all,     .all),
        ]
    }

    private let userID: Int64?
    private let standing: Standing
    /// The table's column for this standing; none for visitors.
    private let column: [(act: Act, reach: Reach)]

    /// - Parameters:
    ///   - user: The user; nil is a visitor, who may do nothing.
    ///   - mustConfirm: Whether newcomers must confirm their email address before they may write.
    @export(interface) public init(of user: User?, mustConfirm: Bool = false) {
        userID = user?.id
        let known = Standing(user)
        let isUnconfirmed = mustConfirm && known == .newcomer && user?.isConfirmed == false
        let standing = isUnconfirmed ? .unconfirmed : known
        self.standing = standing
        column = user == nil ? [] : Rights.table.map { ($0.act, Rights.reach($0, for: standing)) }
    }

    private static func reach(_ row: Row, for standing: Standing) -> Reach {
        switch standing {
        case .visitor: row.visitor
        case .unconfirmed: row.unconfirmed
        case .newcomer: row.newcomer
        case .member: row.member
        case .staff: row.staff
        case .admin: row.admin
        }
    }

    private func reach(of act: Act) -> Reach { column.first { $0.act == act }?.reach ?? .nobodys }

    /// Whether the user may do something to a post or comment of an author.
    @export(interface) public func may(_ act: Act, textOf authorID: Int64) -> Bool {
        let isOwn = userID == authorID
        return switch reach(of: act) {
        case .nobodys, .lower: false
        case .own: isOwn
        case .others: !isOwn
        case .all: true
        }
    }

    /// Whether the user may do something that concerns no existing post or comment: write one, or see the queue.
    public func may(_ act: Act) -> Bool { userID.map { may(act, textOf: $0) } ?? false }

    /// Whether the user may do something to another user. Whoever has a role is above those without, also while their
    /// account is closed.
    @export(interface) public func may(_ act: Act, to person: User) -> Bool {
        guard let userID, userID != person.id, reach(of: act) == .lower else { return false }
        return Standing(role: person.role, status: .active).rawValue < standing.rawValue
    }

    /// Whether what the user writes is pending, unless staff has approved enough of it already.
    ///
    /// - Parameter first: How many posts and comments of a newcomer need approval; 0 is none.
    public func waits(first: Int) -> Bool { first > 0 && (standing == .newcomer || standing == .unconfirmed) }
}
