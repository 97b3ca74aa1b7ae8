import CGIKit

/// What can be done to texts (posts and comments) and to people.
public enum Act: String, CaseIterable, Sendable {
    /// Write a text. Those of newcomers may wait (``Rights/waits(first:)``).
    case write
    /// Answer under a post that is locked, edit there, and bring back.
    case writeUnderLock
    case edit
    /// Edit when the time for it is over.
    case editLater
    case delete
    case restore
    case report
    /// See a text that others do not: one that waits, was hidden, or deleted.
    case seeUnpublished
    /// See a post that was never meant for others yet.
    case seeDraft
    case approve
    case hide
    case unhide
    case lock
    case unlock
    /// Close reports without doing anything.
    case dismiss
    /// Close somebody's account, or open it again.
    case ban
    case unban
    /// See the queue and the log of moderation.
    case moderate
}

/// Whose texts, or whom, somebody may do something to.
public enum Reach: Sendable {
    case nobodys
    case own
    case others
    /// Those of people who stand lower.
    case lower
    case all
}

/// How somebody stands on the site, by role and status.
public enum Standing: Int, CaseIterable, Sendable {
    /// Not signed in, or with a closed account.
    case visitor
    /// New, and has still to confirm their address, where the site wants that.
    case unconfirmed
    case newcomer
    case member
    case staff
    case admin

    /// Whether the site knows them well enough to tell search engines of their links.
    public var isKnown: Bool { rawValue >= Standing.member.rawValue }

    @export(interface) public init(_ user: User?) {
        self.init(role: user?.role, status: user == nil ? .inactive : user?.status)
    }

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

/// What somebody may do. The table here is all there is.
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

    /// - Parameter mustConfirm: whether newcomers have to confirm their address before they may write.
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

    /// Whether they may do something to a text of an author's.
    @export(interface) public func may(_ act: Act, textOf authorID: Int64) -> Bool {
        let isOwn = userID == authorID
        return switch reach(of: act) {
        case .nobodys, .lower: false
        case .own: isOwn
        case .others: !isOwn
        case .all: true
        }
    }

    /// Whether they may do something that concerns no text yet: write one, or see the queue.
    public func may(_ act: Act) -> Bool { userID.map { may(act, textOf: $0) } ?? false }

    /// Whether they may do something to another person. Whoever has a role is above those who have none, also while their
    /// account is closed.
    @export(interface) public func may(_ act: Act, to person: User) -> Bool {
        guard let userID, userID != person.id, reach(of: act) == .lower else { return false }
        return Standing(role: person.role, status: .active).rawValue < standing.rawValue
    }

    /// Whether what they write waits for staff, unless staff has approved as many texts of theirs
    /// (``ModerationStore/waits(_:first:)``).
    ///
    /// - Parameter first: how many texts of a newcomer wait; 0 is none.
    public func waits(first: Int) -> Bool { first > 0 && (standing == .newcomer || standing == .unconfirmed) }
}
