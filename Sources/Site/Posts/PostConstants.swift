/// How far a post has come, and who can see it. A number that it does not know is kept, and is seen by nobody but staff.
public struct PostStatus: Equatable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Its author is still writing.
    public static var draft: PostStatus { PostStatus(rawValue: 0) }
    /// Waits for staff.
    public static var pending: PostStatus { PostStatus(rawValue: 1) }
    public static var published: PostStatus { PostStatus(rawValue: 2) }
    /// Taken away by staff.
    public static var hidden: PostStatus { PostStatus(rawValue: 3) }
    /// Taken away by its author, who can bring it back.
    public static var deleted: PostStatus { PostStatus(rawValue: 4) }

    public var name: String? {
        switch self {
        case .draft: "draft"
        case .pending: "pending"
        case .published: "published"
        case .hidden: "hidden"
        case .deleted: "deleted"
        default: nil
        }
    }
}
