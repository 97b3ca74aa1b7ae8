import CGIKit

/// The result of adding a comment.
public enum SavedComment {
    /// The comment is stored.
    case saved(Comment)
    /// The same form has already made this comment.
    case repeated(Comment)
    /// A rate limit was reached; the value is the number of seconds until the next comment.
    case tooMany(Int64)
    /// The discussion is locked, or the comment that it replies to is gone.
    case closed
}

/// A comment that a user wants to add.
public struct NewComment {
    /// The post that it is on.
    public let postID: Int64
    /// The comment that it replies to; nil is the post itself.
    public let parentID: Int64?
    /// The text in Markdown.
    public let source: String
    /// The user who writes it.
    public let author: User
    /// The form token, so that a form sent twice makes one comment.
    public let token: String
    /// How many posts and comments of a newcomer need approval.
    public let waitingPosts: Int
    /// Rate limits of comments, which the comment is counted under.
    public let limits: [RateLimit]
    /// Sends notifications of it; nil sends none.
    public let notices: ReplyNotices?

    /// Collects what ``CommentStore/add(_:now:)`` needs. It checks nothing.
    @export(interface) public init(
        on postID: Int64, answering parentID: Int64?, _ source: String, by author: User, token: String,
        waitingPosts: Int, limits: [RateLimit], notices: ReplyNotices? = nil
    ) {
        self.postID = postID
        self.parentID = parentID
        self.source = source
        self.author = author
        self.token = token
        self.waitingPosts = waitingPosts
        self.limits = limits
        self.notices = notices
    }

    /// Another text in the same form is another comment: someone who goes back and writes again means it.
    var submission: String {
        let parts = [token, String(postID), String(parentID ?? 0), source]
        return Base64.encode(Digest.sha256.hash(Array(parts.joined(separator: "\0").utf8)))
    }
}

/// The statements that write comments, on a database opened for writing.
extension CommentStore {
    /// Adds a comment, counts it, and queues notifications, in one transaction.
    ///
    /// - Parameters:
    ///   - new: The comment.
    ///   - now: Seconds since 1970.
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func add(_ new: NewComment, now: Int64) throws(DatabaseError) -> SavedComment {
        // Before the lock is taken: others wait for it.
        let html = Comment.render(new.source, nofollow: !Standing(new.author).isKnown)
        return try database.write { () throws(DatabaseError) in
            let submissions = Submissions(database)
            if let id = try submissions.target(of: new.submission, user: new.author.id),
                let comment = try comment(id: id)
            {
                return .repeated(comment)
            }
            guard let parent = try openPlace(for: new) else { return .closed }
            if let wait = try database.count(new.limits, now: now) { return .tooMany(wait) }
            let id = try nextID()
            let waits = try ModerationStore(database).waits(new.author, first: new.waitingPosts)
            let path = CommentPath(id, under: parent.path)
            try insert(new, id: id, path: path, html: html, waits ? .pending : .published, now: now)
            try PostStore(database).touch(new.postID, comments: waits ? 0 : 1, now: now)
            try submissions.note(new.submission, user: new.author.id, target: id, now: now)
            let comment = try comment(id: id)!
            if comment.status == .published { try new.notices?.tell(of: comment, in: database, now: now) }
            return .saved(comment)
        }
    }

    /// Where the comment is to stand, if it may stand there: under a published comment of a published post that is not locked.
    private func openPlace(for new: NewComment) throws(DatabaseError) -> (path: CommentPath?, Void)? {
        let isLocked = try database.integer(
            "SELECT is_locked FROM site_post WHERE id = ? AND status = \(PostStatus.published)", .integer(new.postID))
        guard let isLocked, isLocked == 0 || Rights(of: new.author).may(.writeUnderLock) else { return nil }
        guard let parentID = new.parentID else { return (nil, ()) }
        guard let parent = try comment(id: parentID), parent.postID == new.postID, parent.status == .published else {
            return nil
        }
        return (parent.path, ())
    }

    private func nextID() throws(DatabaseError) -> Int64 {
        try database.nextNumber(of: "site_comment", after: CommentStore.largestNumber)
    }

    private func insert(
        _ new: NewComment, id: Int64, path: CommentPath, html: Markup, _ status: CommentStatus, now: Int64
    ) throws(DatabaseError) {
        try database.execute(
            """
            INSERT INTO site_comment (id, post_id, path, parent_id, depth, author_id, status, created_seconds,
                updated_seconds, renderer, html, source)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11)
            """, .integer(id), .integer(new.postID), .text(path.text), .integer(new.parentID),
            .integer(Int64(path.depth)), .integer(new.author.id), .integer(status.rawValue), .integer(now),
            .integer(Int64(Markdown.version)), .text(html.html), .text(new.source))
    }

    /// Changes a comment's status and the post's number of comments. It must be called inside a transaction.
    ///
    /// - Parameters:
    ///   - status: The new status.
    ///   - id: The comment.
    ///   - statuses: Which statuses it may have had.
    ///   - notices: Sends notifications if it becomes published.
    ///   - now: Seconds since 1970.
    /// - Returns: False if the comment does not exist or had another status.
    /// - Throws: A `DatabaseError` of a statement.
    @export(interface) public func setStatus(
        _ status: CommentStatus, of id: Int64, from statuses: [CommentStatus], notices: ReplyNotices? = nil, now: Int64
    ) throws(DatabaseError) -> Bool {
        guard let comment = try comment(id: id), statuses.contains(comment.status) else { return false }
        try database.execute(
            "UPDATE site_comment SET status = ?, status_before = NULL, updated_seconds = ? WHERE id = ?",
            .integer(status.rawValue), .integer(now), .integer(id))
        let change: Int64 = (status == .published ? 1 : 0) - (comment.status == .published ? 1 : 0)
        try PostStore(database).touch(comment.postID, comments: change, now: now)
        if status == .published { try notices?.tell(of: comment, in: database, now: now) }
        return true
    }
}
