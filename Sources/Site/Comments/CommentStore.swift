import CGIKit

/// The queries on comments, one `SELECT` each.
public struct CommentStore {
    let database: Database

    public init(_ database: Database) { self.database = database }

    /// Comments on a page.
    public static var perPage: Int { 100 }
    static var perFeed: Int { 50 }

    public func comment(id: Int64) throws(DatabaseError) -> Comment? {
        try database.first(CommentStore.byID, .integer(id)) { row throws(DatabaseError) in try Comment(row) }
    }

    /// A comment and the post that it is on, whoever may see them.
    public func commentWithPost(id: Int64) throws(DatabaseError) -> (comment: Comment, post: Post)? {
        try database.first(CommentStore.withPost, .integer(id)) { row throws(DatabaseError) in
            (try Comment(row, from: Post.columnCount), try Post(row))
        }
    }

    /// A post's comments in the order of its page, whoever may see them: one more than a page has, if there are more.
    public func comments(on postID: Int64, _ place: ThreadPlace) throws(DatabaseError) -> [Comment] {
        let limit = DatabaseValue.integer(Int64(CommentStore.perPage) + 1)
        switch place {
        case .start: return try comments(CommentStore.fromPlace, .integer(postID), .text(""), limit)
        case .from(let path): return try comments(CommentStore.fromPlace, .integer(postID), .text(path.text), limit)
        case .before(let path):
            return try comments(CommentStore.beforePlace, .integer(postID), .text(path.text), limit).reversed()
        }
    }

    /// The newest comments that everyone may see.
    public func newest(on postID: Int64) throws(DatabaseError) -> [Comment] {
        try comments(CommentStore.newestOfPost, .integer(postID), .integer(Int64(CommentStore.perFeed)))
    }

    /// Where the page with a comment begins: at the start, or at the first comment of its thread.
    public func place(of comment: Comment) throws(DatabaseError) -> ThreadPlace {
        let limit = Int64(CommentStore.perPage)
        let count = try database.first(
            CommentStore.countUpTo, .integer(comment.postID), .text(comment.path.text), .integer(limit + 1)
        ) { row throws(DatabaseError) in try row.requiredInteger(0) }
        return count ?? 0 <= limit ? .start : .from(comment.path.root)
    }

    private static var select: SQL { "SELECT \(Comment.columns) FROM site_comment AS comment \(Comment.joinAuthor)" }

    static var byID: SQL { "\(select) WHERE comment.id = ?" }

    static var withPost: SQL {
        """
        SELECT \(Post.columns), \(Comment.columns) FROM site_comment AS comment \(Comment.joinAuthor)
        JOIN site_post AS post ON post.id = comment.post_id \(Post.joinAuthor) WHERE comment.id = ?
        """
    }

    static var countUpTo: SQL {
        "SELECT count(*) FROM (SELECT 1 FROM site_comment WHERE post_id = ? AND path <= ? LIMIT ?)"
    }

    static var nextNumber: SQL { "SELECT coalesce(max(id), 0) + 1 FROM site_comment" }

    static var fromPlace: SQL {
        "\(select) WHERE comment.post_id = ? AND comment.path >= ? ORDER BY comment.path LIMIT ?"
    }

    static var beforePlace: SQL {
        "\(select) WHERE comment.post_id = ? AND comment.path < ? ORDER BY comment.path DESC LIMIT ?"
    }

    static var newestOfPost: SQL {
        "\(select) WHERE comment.post_id = ? AND comment.status = 2 ORDER BY comment.id DESC LIMIT ?"
    }

    private func comments(
        _ sql: SQL, _ first: DatabaseValue, _ rest: DatabaseValue...
    ) throws(DatabaseError) -> [Comment] {
        let statement = try database.prepare(sql)
        statement.bind([first] + rest)
        var comments: [Comment] = []
        while try statement.step() { comments.append(try Comment(statement)) }
        return comments
    }
}

/// Which of a post's comments a page shows.
public enum ThreadPlace: Equatable {
    case start
    /// From this comment on, itself included.
    case from(CommentPath)
    /// Those before this comment.
    case before(CommentPath)

    /// The place that an address names; the start if it names none.
    public init(_ query: FormData) {
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
