import CGIKit

/// What changes about a post besides what its author writes. All of it is called inside a transaction.
extension PostStore {
    /// The next number of the sequence that versions are from.
    static var nextVersion: SQL { "SELECT coalesce(max(version), 0) + 1 FROM site_post" }

    /// Changes a post's status, and adds it to the lists or removes it from them. It must be called inside a
    /// transaction.
    ///
    /// - Parameters:
    ///   - status: The new status.
    ///   - id: The post.
    ///   - now: Seconds since 1970.
    /// - Returns: False if the post does not exist.
    /// - Throws: A `DatabaseError`.
    @discardableResult
    @export(interface) public func setStatus(
        _ status: PostStatus, of id: Int64, now: Int64
    ) throws(DatabaseError) -> Bool {
        guard let stored = try stored(id) else { return false }
        guard stored.status != status else { return true }
        if stored.status == .published { try unlist(stored) }
        let publishedAt = stored.publishedAt ?? (status == .published ? now : nil)
        try database.execute(
            """
            UPDATE site_post SET status = ?2, published_seconds = ?3, updated_seconds = ?4,
                version = (\(PostStore.nextVersion)), status_before = NULL
            WHERE id = ?1
            """, .integer(id), .integer(status.rawValue), .integer(publishedAt), .integer(now))
        if status == .published, let publishedAt { try list(id, under: stored.tags, at: publishedAt) }
        try noteUnlisted(ofAuthorOf: id)
        return true
    }

    /// Notes with its author which of their posts only they see, after a post came to be one or is one no more.
    func noteUnlisted(ofAuthorOf id: Int64) throws(DatabaseError) {
        try database.execute(
            "\(PostStore.noteUnlisted) WHERE id = (SELECT author_id FROM site_post WHERE id = ?)", .integer(id))
    }

    func noteUnlisted(of author: DatabaseValue) throws(DatabaseError) {
        try database.execute("\(PostStore.noteUnlisted) WHERE id = ?", author)
    }

    /// Records for all users which of their posts only they see, for posts that were written without it. It must be
    /// called inside a transaction.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func noteAllUnlisted() throws(DatabaseError) {
        try database.execute(
            "\(PostStore.noteUnlisted) WHERE id IN (SELECT author_id FROM site_post WHERE listed_seconds IS NULL)")
    }

    private static var noteUnlisted: SQL {
        """
        UPDATE users_user SET unlisted_posts = (
            SELECT max(CASE status WHEN \(PostStatus.draft) THEN \(UnlistedPosts.drafts) ELSE \(UnlistedPosts.others) END) FROM site_post
            WHERE author_id = users_user.id AND listed_seconds IS NULL)
        """
    }

    /// Records that something on a post's page has changed. It must be called inside a transaction.
    ///
    /// - Parameters:
    ///   - id: The post.
    ///   - change: How many published comments were added; negative for those removed.
    ///   - now: Seconds since 1970.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func touch(_ id: Int64, comments change: Int64 = 0, now: Int64) throws(DatabaseError) {
        try database.execute(
            """
            UPDATE site_post SET comment_count = comment_count + ?2, updated_seconds = ?3,
                version = (\(PostStore.nextVersion))
            WHERE id = ?1
            """, .integer(id), .integer(change), .integer(now))
    }

    /// Puts a post under its tags.
    func list(_ id: Int64, under tags: String, at seconds: Int64) throws(DatabaseError) {
        for tag in tags.split(separator: " ") {
            try database.execute(
                "INSERT INTO site_post_tag (tag, listed_seconds, post_id) VALUES (?, ?, ?)", .text(String(tag)),
                .integer(seconds), .integer(id))
        }
    }

    /// Takes a post that is listed from under its tags.
    func unlist(_ post: StoredPost) throws(DatabaseError) {
        try unlist(post.id, from: post.tags, at: post.publishedAt)
    }

    func unlist(_ id: Int64, from tags: String, at seconds: Int64?) throws(DatabaseError) {
        for tag in tags.split(separator: " ") {
            try database.execute(
                "DELETE FROM site_post_tag WHERE tag = ? AND listed_seconds = ? AND post_id = ?", .text(String(tag)),
                .integer(seconds), .integer(id))
        }
    }

    /// A post as it lies in the tables, for a change to begin with.
    func stored(_ id: Int64) throws(DatabaseError) -> StoredPost? {
        try database.first(
            StoredPost.self,
            """
            SELECT \(columns: StoredPost.self)
            FROM site_post AS post JOIN site_post_text AS text ON text.post_id = post.id WHERE post.id = ?
            """, .integer(id))
    }
}

struct StoredPost {
    let id: Int64
    let status: PostStatus
    // Seconds since 1970.
    let createdAt: Int64?
    let updatedAt: Int64?
    let publishedAt: Int64?
    let tags: String
    let title: String
    let plain: String
    let source: String
    let hasRevisions: Bool

    var fingerprint: String { TextFingerprint.of(title, source, tags) }

    /// Whether it says what it said when it was made, as far as is known: drafts keep no revisions.
    var isAsCreated: Bool {
        if hasRevisions { return false }
        return switch status {
        case .draft: updatedAt == createdAt
        default: publishedAt == nil || publishedAt == createdAt
        }
    }

    func holds(_ written: WrittenPost) -> Bool {
        title.utf8.elementsEqual(written.title.utf8) && tags.utf8.elementsEqual(written.tags.utf8)
            && source.utf8.elementsEqual(written.source.utf8)
    }
}

extension StoredPost: RowDecodable {
    init(from row: inout RowDecoder) throws(DatabaseError) {
        id = try row.requiredInteger("post.id")
        status = PostStatus(rawValue: try row.requiredInteger("post.status"))
        createdAt = row.integer("post.created_seconds")
        updatedAt = row.integer("post.updated_seconds")
        publishedAt = row.integer("post.published_seconds")
        tags = row.text("post.tags") ?? ""
        title = row.text("text.title") ?? ""
        plain = row.text("text.plain") ?? ""
        source = row.text("text.source") ?? ""
        hasRevisions = row.integer("EXISTS (SELECT 1 FROM site_post_revision WHERE post_id = post.id)") != 0
    }
}
