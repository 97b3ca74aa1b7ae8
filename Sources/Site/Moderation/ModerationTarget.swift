/// What an act of moderation applies to.
public enum ModerationTarget: Equatable {
    /// A post by its number.
    case post(Int64)
    /// A comment by its number, and the post that it is on.
    case comment(Int64, on: Int64)
    /// A user by their ID.
    case user(Int64)

    var postID: Int64? {
        switch self {
        case .post(let id): id
        case .comment(_, let postID): postID
        case .user: nil
        }
    }

    /// 0 for a post itself, as the tables have it.
    var commentID: Int64? {
        switch self {
        case .post: 0
        case .comment(let id, _): id
        case .user: nil
        }
    }
}
