import CGIKit

/// Which of a post's comments a page shows.
public enum ThreadPlace: Equatable {
    case start
    /// From this comment on, itself included.
    case from(CommentPath)
    /// Those before this comment.
    case before(CommentPath)

    /// The place that an address names; the start if it names none.
    @export(interface) public init(_ query: FormData) {
        if let path = CommentPath(query["from"] ?? "") {
            self = .from(path)
        } else if let path = CommentPath(query["before"] ?? "") {
            self = .before(path)
        } else {
            self = .start
        }
    }

    /// How an address names it.
    public var parameters: [Addresses.Parameter] {
        switch self {
        case .start: []
        case .from(let path): [("from", path.text)]
        case .before(let path): [("before", path.text)]
        }
    }
}
