import CGIKit

/// A list of posts, newest first.
public enum PostList {
    /// What everyone can see.
    case all
    /// What everyone can see, by one author.
    case by(author: Int64)
    /// What everyone can see, with a tag.
    case tagged(String)
    /// What of an author's others cannot see.
    case unlisted(author: Int64)

    func cursor(at post: Post) -> PostCursor { PostCursor(seconds: post.publishedAt ?? 0, id: post.id) }

    /// Reads a row of ``query(isNewer:)``.
    ///
    /// - Parameter version: of all lists, the same in each row.
    static func read(
        _ row: inout RowDecoder, into posts: inout [Post], _ version: inout ContentVersion?
    ) throws(DatabaseError) {
        posts.append(try Post(from: &row))
        try readOnce(&row, &version)
    }

    /// The same with texts.
    static func read(
        _ row: inout RowDecoder, into posts: inout [(post: Post, text: PostText)], _ version: inout ContentVersion?
    ) throws(DatabaseError) {
        posts.append((try Post(from: &row), try PostText(from: &row)))
        try readOnce(&row, &version)
    }

    private static func readOnce(_ row: inout RowDecoder, _ version: inout ContentVersion?) throws(DatabaseError) {
        if version == nil { version = try ContentVersion(from: &row) } else { row.ignoreRest() }
    }

    private static func row(_ row: inout RowDecoder) throws(DatabaseError) {
        var (posts, version): ([Post], ContentVersion?) = ([], nil)
        try read(&row, into: &posts, &version)
    }

    private static func rowWithText(_ row: inout RowDecoder) throws(DatabaseError) {
        var (posts, version): ([(post: Post, text: PostText)], ContentVersion?) = ([], nil)
        try read(&row, into: &posts, &version)
    }

    /// Takes ``values(from:)``, and how many posts.
    func query(isNewer: Bool, withText: Bool = false) -> SQL {
        let columns: SQL = withText ? "\(columns: PostList.rowWithText)" : "\(columns: PostList.row)"
        let joinText: SQL = withText ? PostText.join : ""
        let joins: SQL = "\(joinText) \(Post.joinAuthor) JOIN (\(PostStore.newestVersion)) AS newest"
        let (beyond, direction): (SQL, SQL) = isNewer ? (">", "ASC") : ("<", "DESC")
        return switch self {
        case .all:
            """
            SELECT \(columns) FROM site_post AS post \(joins)
            WHERE (post.listed_seconds, post.id) \(beyond) (?, ?)
            ORDER BY post.listed_seconds \(direction), post.id \(direction) LIMIT ?
            """
        case .by:
            """
            SELECT \(columns) FROM site_post AS post \(joins)
            WHERE post.author_id = ? AND (post.listed_seconds, post.id) \(beyond) (?, ?)
            ORDER BY post.listed_seconds \(direction), post.id \(direction) LIMIT ?
            """
        case .tagged:
            """
            SELECT \(columns) FROM site_post_tag AS tagged CROSS JOIN site_post AS post ON post.id = tagged.post_id
            \(joins)
            WHERE tagged.tag = ? AND (tagged.listed_seconds, tagged.post_id) \(beyond) (?, ?)
            ORDER BY tagged.listed_seconds \(direction), tagged.post_id \(direction) LIMIT ?
            """
        case .unlisted:
            """
            SELECT \(columns) FROM site_post AS post \(joins)
            WHERE post.author_id = ? AND post.listed_seconds IS NULL AND post.id \(beyond) ?
            ORDER BY post.id \(direction) LIMIT ?
            """
        }
    }

    func values(from cursor: PostCursor) -> [DatabaseValue] {
        let place: [DatabaseValue] = [.integer(cursor.seconds), .integer(cursor.id)]
        return switch self {
        case .all: place
        case .by(let author): [.integer(author)] + place
        case .tagged(let tag): [.text(tag)] + place
        case .unlisted(let author): [.integer(author), .integer(cursor.id)]
        }
    }
}
