import CGIKit

/// Which comments of a discussion a page shows.
public enum ThreadPlace: Equatable {
    /// The first ones.
    case start
    /// Those from this comment on, itself included.
    case from(CommentPath)
    /// Those before this comment.
    case before(CommentPath)

    /// The place in a query string; the start if it has none.
    @export(interface) public init(_ query: FormData) {
        if let path = CommentPath(query["from"] ?? "") {
            self = .from(path)
        } else if let path = CommentPath(query["before"] ?? "") {
            self = .before(path)
        } else {
            self = .start
        }
    }

    /// The parameters of a query string for it.
    public var parameters: [Addresses.Parameter] {
        switch self {
        case .start: []
        case .from(let path): [("from", path.text)]
        case .before(let path): [("before", path.text)]
        }
    }
}
