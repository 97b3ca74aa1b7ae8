/// Who can see a comment. The numbers are those of posts; one that it does not know is kept, and is seen by nobody but
/// staff.
public struct CommentStatus: Equatable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Waits for staff.
    public static var pending: CommentStatus { CommentStatus(rawValue: 1) }
    public static var published: CommentStatus { CommentStatus(rawValue: 2) }
    /// Taken away by staff.
    public static var hidden: CommentStatus { CommentStatus(rawValue: 3) }
    /// Taken away by its author, who can bring it back.
    public static var deleted: CommentStatus { CommentStatus(rawValue: 4) }

    public var name: String? {
        switch self {
        case .pending: "pending"
        case .published: "published"
        case .hidden: "hidden"
        case .deleted: "deleted"
        default: nil
        }
    }
}
