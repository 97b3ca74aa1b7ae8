import CGIKit

/// Which unpublished comments a reader sees.
public struct CommentReader {
    /// Whose they see: their own; nil if not even those.
    let userID: Int64?
    /// Whether they see everybody's.
    let seesAll: Bool

    /// The reader with these rights; nil is a visitor.
    @export(interface) public init(_ user: User?, _ rights: Rights) {
        userID = rights.may(.seeUnpublished) ? user?.id : nil
        // Nobody has the number 0: whoever may see a text of theirs may see all.
        seesAll = rights.may(.seeUnpublished, textOf: 0)
    }
}

/// The comments of one page of a discussion, in its order.
public struct ThreadRows {
    /// The comments; one more than a page shows, if there are more.
    public let comments: [Comment]
    /// Whether there are others on the far side of the page's place: before what it begins with, or from what it ends
    /// before. Not known, and false, if the page has none at all.
    public let hasOthers: Bool

    static var none: ThreadRows { ThreadRows(comments: [], hasOthers: false) }
}

/// The queries of a post's page, one `SELECT` each.
extension CommentStore {
    /// The comments of one page of a discussion: those that the reader may see, and those that leave a mark because a
    /// reply to them is visible.
    ///
    /// - Throws: A `DatabaseError` of the query.
    @export(interface) public func comments(
        on postID: Int64, _ place: ThreadPlace, for reader: CommentReader
    ) throws(DatabaseError) -> ThreadRows {
        let (query, path) =
            switch place {
            case .start: (CommentStore.fromStart, "")
            case .from(let path): (CommentStore.fromPlace, path.text)
            case .before(let path): (CommentStore.beforePlace, path.text)
            }
        var hasOthers = false
        let read = { (row: inout RowDecoder) throws(DatabaseError) in
            let (comment, others) = try CommentStore.row(&row)
            hasOthers = others
            return comment
        }
        let comments = try database.all(
            read, query, .integer(postID), .text(path), .integer(reader.seesAll ? 1 : 0), .integer(reader.userID),
            .integer(Int64(CommentStore.perPage) + 1))
        if case .before = place { return ThreadRows(comments: comments.reversed(), hasOthers: hasOthers) }
        return ThreadRows(comments: comments, hasOthers: hasOthers)
    }

    /// The page that shows a comment. It begins at the start, or with the top-level comment above it, or as little
    /// below that as the page's length requires.
    ///
    /// - Throws: A `DatabaseError` of the query.
    @export(interface) public func place(of comment: Comment) throws(DatabaseError) -> ThreadPlace {
        // What a page that ends with the comment begins with, if it is full, and what is before that.
        let paths = try database.texts(
            CommentStore.pageUpTo, .integer(comment.postID), .text(comment.path.text),
            .integer(Int64(CommentStore.perPage) - 1))
        return paths.count < 2 ? .start : .from(comment.path.outermost(from: paths[0]))
    }

    static var pageUpTo: SQL {
        "SELECT path FROM site_comment WHERE post_id = ? AND path <= ? ORDER BY path DESC LIMIT 2 OFFSET ?"
    }

    /// - Parameter hasOthers: whether there are others on the far side of the page's place.
    private static func row(
        _ row: inout RowDecoder, hasOthers: @autoclosure () -> SQL = "0"
    ) throws(DatabaseError) -> (comment: Comment, hasOthers: Bool) {
        (try Comment(from: &row), row.integer(hasOthers()) == 1)
    }

    private static func columns(hasOthers: SQL) -> SQL {
        "\(columns: { (row: inout RowDecoder) throws(DatabaseError) in try CommentStore.row(&row, hasOthers: hasOthers) })"
    }

    /// Of the start nothing is on the far side.
    static var fromStart: SQL {
        """
        SELECT \(columns(hasOthers: "0")) FROM site_comment AS comment \(Comment.joinAuthor)
        WHERE \(isShown) ORDER BY comment.path LIMIT ?5
        """
    }

    static var fromPlace: SQL {
        """
        SELECT \(columns(hasOthers: "EXISTS (\(shown) AND comment.path < ?2)")) FROM site_comment AS comment
        \(Comment.joinAuthor) WHERE \(isShown) AND comment.path >= ?2 ORDER BY comment.path LIMIT ?5
        """
    }

    static var beforePlace: SQL {
        """
        SELECT \(columns(hasOthers: "EXISTS (\(shown) AND comment.path >= ?2)")) FROM site_comment AS comment
        \(Comment.joinAuthor) WHERE \(isShown) AND comment.path < ?2 ORDER BY comment.path DESC LIMIT ?5
        """
    }

    private static var shown: SQL { "SELECT 1 FROM site_comment AS comment WHERE \(isShown)" }

    /// Of the post ?1, for the reader ?4, who sees all if ?3. An answer's path begins with that of what it answers; `{` comes
    /// after all that may follow there.
    private static var isShown: SQL {
        """
        comment.post_id = ?1 AND (comment.status = \(CommentStatus.published) OR ?3 OR comment.author_id = ?4 OR EXISTS (
            SELECT 1 FROM site_comment AS answer WHERE answer.post_id = ?1 AND answer.path > comment.path
                AND answer.path < comment.path || '{' AND (answer.status = \(CommentStatus.published) OR answer.author_id = ?4)))
        """
    }
}
