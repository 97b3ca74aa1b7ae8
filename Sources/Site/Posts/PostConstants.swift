import CGIKit

/// The state of a post, which decides who can see it. A number that is not known is kept, and only staff sees the post.
public struct PostStatus: StoredNumber, Equatable, Sendable {
    /// The stored number.
    public let rawValue: Int64

    /// A status by its stored number, known or not.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Visible to its author only, who is still writing.
    public static var draft: PostStatus { PostStatus(rawValue: 0) }
    /// Waiting for staff approval.
    public static var pending: PostStatus { PostStatus(rawValue: 1) }
    /// Visible to everyone.
    public static var published: PostStatus { PostStatus(rawValue: 2) }
    /// Hidden by staff; the author still sees it.
    public static var hidden: PostStatus { PostStatus(rawValue: 3) }
    /// Deleted by its author, who can restore it.
    public static var deleted: PostStatus { PostStatus(rawValue: 4) }

    /// The name for templates; nil if the number is not known.
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

/// Size limits of posts. Lengths are in characters (Unicode code points).
public enum PostLimits {
    /// The greatest length of a title.
    public static var titleLength: Int { 200 }
    /// The greatest length of a text.
    public static var textLength: Int { 50_000 }
    /// How many tags a post can have.
    public static var tagCount: Int { 5 }
    /// The greatest length of a tag.
    public static var tagLength: Int { 30 }
    static var slugLength: Int { 80 }
    static var excerptLength: Int { 240 }
    /// The greatest length of a search query.
    public static var queryLength: Int { 200 }
    /// How many posts a page of a list shows.
    public static var perPage: Int { 20 }
    /// How many posts a feed has.
    public static var perFeed: Int { 20 }
}
