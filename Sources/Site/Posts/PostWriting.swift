import CGIKit

/// The result of writing a post.
public enum SavedPost {
    /// The post is stored, as it is now.
    case saved(Post)
    /// A rate limit was reached; the value is the number of seconds until the next post or edit.
    case tooMany(Int64)
    /// Somebody has changed the post since the edit began; this is what it is now.
    case conflict(Post, PostText)
    /// It cannot become a draft again, because it has been published.
    case noDraft
}

/// A user who writes posts, and the rules that apply.
public struct PostWriter {
    let user: User
    /// As many of a new member's first posts wait for staff.
    let waitingPosts: Int
    /// On new posts.
    let limits: [RateLimit]
    /// On changes of posts.
    let editLimits: [RateLimit]
    /// Seconds since 1970.
    let now: Int64
    /// Takes what the error log is to say.
    let note: (String) -> Void

    /// - Parameters:
    ///   - user: The author.
    ///   - waitingPosts: How many posts and comments of a newcomer need approval.
    ///   - limits: Rate limits of new posts.
    ///   - editLimits: Rate limits of edits.
    ///   - now: Seconds since 1970.
    ///   - note: Gets what the error log should say.
    @export(interface) public init(
        _ user: User, waitingPosts: Int, limits: [RateLimit] = [], editLimits: [RateLimit] = [], now: Int64,
        note: @escaping (String) -> Void = { _ in }
    ) {
        self.user = user
        self.waitingPosts = waitingPosts
        self.limits = limits
        self.editLimits = editLimits
        self.now = now
        self.note = note
    }
}

/// The statements that write posts, on a database opened for writing.
extension PostStore {
    /// Creates a post. A form that is sent again creates no second one: its content becomes that of the post that it
    /// created before.
    ///
    /// - Parameters:
    ///   - written: The content.
    ///   - writer: The author.
    ///   - isDraft: Whether only the author sees it for now.
    ///   - token: The form token.
    ///   - base: The fingerprint of the post that the form was shown with again; empty for a new form.
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func create(
        _ written: WrittenPost, by writer: PostWriter, isDraft: Bool, token: String, base: String = ""
    ) throws(DatabaseError) -> SavedPost {
        try database.write { () throws(DatabaseError) in
            let submissions = Submissions(database)
            if let id = try submissions.target(of: token, user: writer.user.id), let stored = try self.stored(id) {
                let isKnown = stored.isAsCreated || stored.fingerprint == base
                return try change(stored, to: written, by: writer, isKnown: isKnown, publishing: !isDraft)
            }
            if let wait = try database.count(writer.limits, now: writer.now) { return .tooMany(wait) }
            let status = isDraft ? .draft : try publishedStatus(for: writer)
            let id = try insert(written, by: writer, status: status)
            try submissions.note(token, user: writer.user.id, target: id, now: writer.now)
            return .saved(try self.post(id: id)!)
        }
    }

    /// Changes a post, and keeps the former version in its history.
    ///
    /// - Parameters:
    ///   - id: The post.
    ///   - written: The new content.
    ///   - writer: The user who edits; that they may is not checked.
    ///   - base: The fingerprint of the post that the edit began with.
    ///   - publishing: Whether a draft is published. A post that is not a draft never becomes one.
    /// - Returns: Nil if the post does not exist.
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func edit(
        _ id: Int64, _ written: WrittenPost, by writer: PostWriter, base: String, publishing: Bool
    ) throws(DatabaseError) -> SavedPost? {
        try database.write { () throws(DatabaseError) in
            guard let stored = try self.stored(id) else { return nil }
            let isKnown = stored.fingerprint == base
            return try change(stored, to: written, by: writer, isKnown: isKnown, publishing: publishing)
        }
    }

    /// - Parameter isKnown: whether the writer knows what is stored. What is sent twice is no change the second time.
    private func change(
        _ stored: StoredPost, to written: WrittenPost, by writer: PostWriter, isKnown: Bool, publishing: Bool
    ) throws(DatabaseError) -> SavedPost {
        guard isKnown || stored.holds(written) else {
            let (post, text) = try self.postWithText(id: stored.id)!
            return .conflict(post, text)
        }
        guard publishing || stored.status == .draft else { return .noDraft }
        let isPublished = publishing && stored.status == .draft
        if let wait = try database.count(limits(on: stored, isPublished, written, by: writer), now: writer.now) {
            return .tooMany(wait)
        }
        return .saved(try replace(stored, by: written, by: writer, publishing: publishing))
    }

    /// Publishes a draft as it is. A post that is not a draft stays as it is.
    ///
    /// - Returns: Nil if the post does not exist.
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func publish(_ id: Int64, by writer: PostWriter) throws(DatabaseError) -> SavedPost? {
        try database.write { () throws(DatabaseError) in
            guard let post = try self.post(id: id) else { return nil }
            guard post.status == .draft else { return .saved(post) }
            if let wait = try database.count(writer.limits, now: writer.now) { return .tooMany(wait) }
            try setStatus(try publishedStatus(for: writer), of: id, now: writer.now)
            return .saved(try self.post(id: id)!)
        }
    }

    /// A draft that is published counts as a new post. What changes nothing counts as nothing.
    private func limits(
        on stored: StoredPost, _ isPublished: Bool, _ written: WrittenPost, by writer: PostWriter
    ) -> [RateLimit] {
        if isPublished { return writer.limits }
        if stored.holds(written) { return [] }
        // Of a draft no history is kept.
        let kept = stored.status == .draft ? 0 : stored.source.utf8.count
        return writer.editLimits.map { $0.keeping(bytes: kept) }
    }

    /// Deletes or restores a post. One that had been published is published again, others become drafts.
    ///
    /// - Parameters:
    ///   - id: The post.
    ///   - user: Who does it; others than those who may change nothing.
    ///   - isRestored: Whether to restore it.
    ///   - now: Seconds since 1970.
    /// - Returns: The new status; nil if the user may not do that, or the post does not exist.
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func deleteOrRestore(
        _ id: Int64, by user: User, isRestored: Bool, now: Int64
    ) throws(DatabaseError) -> PostStatus? {
        try database.write { () throws(DatabaseError) in
            guard let post = try self.post(id: id) else { return nil }
            // Sent twice, it is done already.
            let isDone = isRestored ? post.status == .published || post.status == .draft : post.status == .deleted
            if isDone, post.authorID == user.id { return post.status }
            guard post.isFor(user, isRestored ? .restore : .delete) else { return nil }
            let restored: PostStatus = post.publishedAt == nil ? .draft : .published
            let status = isRestored ? restored : .deleted
            try setStatus(status, of: id, now: now)
            return status
        }
    }

    /// Stores HTML of today's renderer in place of an older one's, but for posts that have changed meanwhile.
    func storeRenderings(of posts: [(post: Post, text: PostText)]) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            for (post, text) in posts {
                try database.execute(
                    "UPDATE site_post_text SET html = ?, renderer = ? WHERE post_id = ? AND source = ?",
                    .text(text.html.html), .integer(Int64(text.renderer)), .integer(post.id), .text(text.source))
            }
        }
    }

    /// The first posts of a new member wait.
    private func publishedStatus(for writer: PostWriter) throws(DatabaseError) -> PostStatus {
        try ModerationStore(database).waits(writer.user, first: writer.waitingPosts) ? .pending : .published
    }

    private func insert(
        _ written: WrittenPost, by writer: PostWriter, status: PostStatus
    ) throws(DatabaseError) -> Int64 {
        let publishedAt = status == .published ? writer.now : nil
        let id = try database.insert(
            """
            INSERT INTO site_post (author_id, status, version, created_seconds, updated_seconds, published_seconds, title,
                slug, tags, excerpt)
            VALUES (?1, ?2, (\(PostStore.nextVersion)), ?3, ?3, ?4, ?5, ?6, ?7, ?8)
            """, .integer(writer.user.id), .integer(status.rawValue), .integer(writer.now), .integer(publishedAt),
            .text(written.title), .text(written.slug), .text(written.tags), .text(written.excerpt))
        try database.execute(
            "INSERT INTO site_post_text (post_id, renderer, html, title, plain, source) VALUES (?, ?, ?, ?, ?, ?)",
            .integer(id), .integer(Int64(Markdown.version)), .text(written.html.html), .text(written.title),
            .text(written.plain), .text(written.source))
        try PostSearch.add(id, title: written.title, plain: written.plain, to: database, note: writer.note)
        if let publishedAt {
            try list(id, under: written.tags, at: publishedAt)
        } else {
            try noteUnlisted(ofAuthorOf: id)
        }
        return id
    }

    private func replace(
        _ stored: StoredPost, by written: WrittenPost, by writer: PostWriter, publishing: Bool
    ) throws(DatabaseError) -> Post {
        let wasDraft = stored.status == .draft
        let wasSeen = stored.publishedAt != nil
        let status = wasDraft && publishing ? try publishedStatus(for: writer) : stored.status
        if status == stored.status, stored.holds(written) { return try post(id: stored.id)! }
        if !wasDraft { try keepRevision(of: stored, by: writer) }
        let publishedAt = stored.publishedAt ?? (status == .published ? writer.now : nil)
        if stored.status == .published { try unlist(stored) }
        try database.execute(
            """
            UPDATE site_post SET status = ?2, version = (\(PostStore.nextVersion)), updated_seconds = ?3,
                edited_seconds = CASE WHEN ?4 THEN ?3 ELSE edited_seconds END, published_seconds = ?5, title = ?6,
                slug = ?7, tags = ?8, excerpt = ?9
            WHERE id = ?1
            """, .integer(stored.id), .integer(status.rawValue), .integer(writer.now), .integer(wasSeen ? 1 : 0),
            .integer(publishedAt), .text(written.title), .text(written.slug), .text(written.tags),
            .text(written.excerpt))
        try PostSearch.remove(stored.id, title: stored.title, plain: stored.plain, from: database)
        try database.execute(
            "UPDATE site_post_text SET renderer = ?, html = ?, title = ?, plain = ?, source = ? WHERE post_id = ?",
            .integer(Int64(Markdown.version)), .text(written.html.html), .text(written.title), .text(written.plain),
            .text(written.source), .integer(stored.id))
        try PostSearch.add(
            stored.id, title: written.title, plain: written.plain, to: database, note: writer.note)
        if status == .published, let publishedAt { try list(stored.id, under: written.tags, at: publishedAt) }
        if status != stored.status { try noteUnlisted(ofAuthorOf: stored.id) }
        return try post(id: stored.id)!
    }

    private func keepRevision(of stored: StoredPost, by writer: PostWriter) throws(DatabaseError) {
        try database.execute(
            """
            INSERT INTO site_post_revision (post_id, number, editor_id, edited_seconds, title, tags, source)
            SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6 FROM site_post_revision WHERE post_id = ?1
            """, .integer(stored.id), .integer(writer.user.id), .integer(writer.now), .text(stored.title),
            .text(stored.tags), .text(stored.source))
    }
}
