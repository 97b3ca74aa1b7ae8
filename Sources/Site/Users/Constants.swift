/// What a user may do: the seed's `USER.ROLE`. A number that it does not know is kept, and means no rights.
public struct Role: Equatable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    public static var admin: Role { Role(rawValue: 0) }
    public static var staff: Role { Role(rawValue: 1) }
    public static var user: Role { Role(rawValue: 2) }

    public var name: String? {
        switch self {
        case .admin: "admin"
        case .staff: "staff"
        case .user: "user"
        default: nil
        }
    }
}

/// How far an account has come: the seed's `USER.STATUS`. A number that it does not know is kept.
public struct Status: Equatable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    public static var inactive: Status { Status(rawValue: 0) }
    public static var new: Status { Status(rawValue: 1) }
    public static var active: Status { Status(rawValue: 2) }

    public var name: String? {
        switch self {
        case .inactive: "inactive"
        case .new: "new"
        case .active: "active"
        default: nil
        }
    }
}
