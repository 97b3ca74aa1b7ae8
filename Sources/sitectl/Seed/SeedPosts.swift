import CGIKit
import Site

/// The statements that write posts and comments.
struct SeedPosts: ~Copyable {
    private let insertPost: Statement
    private let insertText: Statement
    private let insertTag: Statement
    private let insertComment: Statement

    init(_ database: Database) throws(DatabaseError) {
        let post = try database.prepare(
            """
            INSERT INTO site_post (id, author_id, status, version, created_seconds, updated_seconds, published_seconds,
                comment_count, title, slug, tags, excerpt)
            VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?5, ?6, ?7, ?8, ?9, ?10)
            """)
        let text = try database.prepare(
            "INSERT INTO site_post_text (post_id, renderer, html, title, plain, source) VALUES (?, ?, ?, ?, ?, ?)")
        let tag = try database.prepare(
            "INSERT INTO site_post_tag (tag, listed_seconds, post_id) VALUES (?, ?, ?)")
        let comment = try database.prepare(
            """
            INSERT INTO site_comment (post_id, path, id, parent_id, depth, author_id, status, created_seconds,
                updated_seconds, renderer, html, source)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11)
            """)
        insertPost = post
        insertText = text
        insertTag = tag
        insertComment = comment
    }

    /// - Returns: how many rows it is.
    func post(
        _ id: Int64, _ post: SeedText.Post, author: Int64, version: Int64, comments: Int, at seconds: Int64
    ) throws(DatabaseError) -> Int {
        try SeedPosts.run(
            insertPost,
            [
                .integer(id), .integer(author), .integer(PostStatus.published.rawValue), .integer(version),
                .integer(seconds), .integer(Int64(comments)), .text(post.title), .text(post.slug),
                .text(post.tags.joined(separator: " ")), .text(post.body.excerpt),
            ])
        try SeedPosts.run(
            insertText,
            [
                .integer(id), .integer(Int64(Markdown.version)), .text(post.body.html.html), .text(post.title),
                .text(post.body.plain), .text(post.body.source),
            ])
        for tag in post.tags {
            try SeedPosts.run(insertTag, [.text(tag), .integer(seconds), .integer(id)])
        }
        return 2 + post.tags.count
    }

    func comment(
        _ id: Int64, _ body: WrittenPost, on post: Int64, path: CommentPath, parent: Int64?, author: Int64,
        at seconds: Int64
    ) throws(DatabaseError) {
        try SeedPosts.run(
            insertComment,
            [
                .integer(post), .text(path.text), .integer(id), .integer(parent), .integer(Int64(path.depth)),
                .integer(author), .integer(CommentStatus.published.rawValue), .integer(seconds),
                .integer(Int64(Markdown.version)), .text(body.html.html), .text(body.source),
            ])
    }

    private static func run(_ statement: borrowing Statement, _ values: [DatabaseValue]) throws(DatabaseError) {
        statement.bind(values)
        _ = try statement.step()
    }
}
