import CGIKit

/// A user's role: the how-to's `USER.ROLE`. A number that is not known is kept, and gives no rights.
public struct Role: StoredNumber, Equatable, Sendable {
    /// The stored number.
    public let rawValue: Int64

    /// A role by its stored number, known or not.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Everything that staff may do, and that to staff.
    public static var admin: Role { Role(rawValue: 0) }
    /// Moderation.
    public static var staff: Role { Role(rawValue: 1) }
    /// No rights beyond those of the status.
    public static var user: Role { Role(rawValue: 2) }

    /// The name that `getRole` returns in templates; nil if the number is not known.
    public var name: String? {
        switch self {
        case .admin: "admin"
        case .staff: "staff"
        case .user: "user"
        default: nil
        }
    }
}

/// The state of an account: the how-to's `USER.STATUS`. A number that is not known is kept.
public struct Status: StoredNumber, Equatable, Sendable {
    /// The stored number.
    public let rawValue: Int64

    /// A status by its stored number, known or not.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Closed by staff: its user cannot sign in.
    public static var inactive: Status { Status(rawValue: 0) }
    /// A newcomer, whose first posts and comments may need approval.
    public static var new: Status { Status(rawValue: 1) }
    /// A member.
    public static var active: Status { Status(rawValue: 2) }

    /// The name that `getStatus` returns in templates; nil if the number is not known.
    public var name: String? {
        switch self {
        case .inactive: "inactive"
        case .new: "new"
        case .active: "active"
        default: nil
        }
    }
}
