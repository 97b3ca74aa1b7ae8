import CGIKit

/// Who can see a comment. The numbers are those of ``PostStatus``. A number that is not known is kept, and only staff
/// sees the comment.
public struct CommentStatus: StoredNumber, Equatable, Sendable {
    /// The stored number.
    public let rawValue: Int64

    /// A status by its stored number, known or not.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Waiting for staff approval.
    public static var pending: CommentStatus { CommentStatus(rawValue: 1) }
    /// Visible to everyone.
    public static var published: CommentStatus { CommentStatus(rawValue: 2) }
    /// Hidden by staff; the author still sees it.
    public static var hidden: CommentStatus { CommentStatus(rawValue: 3) }
    /// Deleted by its author, who can restore it.
    public static var deleted: CommentStatus { CommentStatus(rawValue: 4) }

    /// The name for templates; nil if the number is not known.
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
