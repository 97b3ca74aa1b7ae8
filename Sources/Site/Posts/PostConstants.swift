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

/// How much a post can be.
public enum PostLimits {
    public static var titleLength: Int { 200 }
    public static var textLength: Int { 50_000 }
    public static var tagCount: Int { 5 }
    public static var tagLength: Int { 30 }
    static var slugLength: Int { 80 }
    static var excerptLength: Int { 240 }
    /// What somebody can look for.
    public static var queryLength: Int { 200 }
    /// Posts on a page of a list.
    public static var perPage: Int { 20 }
    public static var perFeed: Int { 20 }
}
