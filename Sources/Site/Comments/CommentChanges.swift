import CGIKit

/// The result of an edit of a comment.
public enum EditedComment {
    /// The new text is stored, or was the same.
    case saved
    /// The comment was deleted or hidden.
    case gone
    /// The discussion is locked.
    case closed
    /// Somebody has changed the comment since the edit began; this is what it is now.
    case changed(Comment)
    /// A rate limit was reached; the value is the number of seconds until the next edit.
    case tooMany(Int64)
}

/// The result of deleting or restoring a comment.
public enum DeletedComment {
    /// It is deleted or restored, possibly by an earlier request.
    case done
    /// The discussion is locked, so nothing can be restored.
    case closed
    /// Its status has changed; staff may have hidden it.
    case changed
}

/// What authors do to comments of theirs, each in one transaction.
extension CommentStore {
    /// Changes the text of a comment.
    ///
    /// - Parameters:
    ///   - id: The comment.
    ///   - source: The new text in Markdown.
    ///   - base: The fingerprint of the text that the edit began with.
    ///   - author: The user who edits; ``Page/whyNotEditable(_:on:)`` has checked that they may.
    ///   - limits: Rate limits of edits.
    ///   - now: Seconds since 1970.
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func edit(
        _ id: Int64, to source: String, base: String, by author: User, limits: [RateLimit] = [], now: Int64
    ) throws(DatabaseError) -> EditedComment {
        // Before the lock is taken: others wait for it.
        let html = Comment.render(source, nofollow: !Standing(author).isKnown)
        return try database.write { () throws(DatabaseError) in
            guard let (comment, post) = try commentWithPost(id: id),
                comment.status == .published || comment.status == .pending
            else { return .gone }
            if sameBytes(comment.source, source) { return .saved }
            guard post.leavesDiscussion(to: Rights(of: author)) else { return .closed }
            guard comment.isStill(base) else { return .changed(comment) }
            if let wait = try database.count(limits, now: now) { return .tooMany(wait) }
            try database.execute(
                """
                UPDATE site_comment SET source = ?2, html = ?3, renderer = ?4, edited_seconds = ?5, updated_seconds = ?5
                WHERE id = ?1
                """, .integer(id), .text(source), .text(html.html), .integer(Int64(Markdown.version)), .integer(now))
            try PostStore(database).touch(comment.postID, now: now)
            return .saved
        }
    }

    /// Deletes a comment. A repeated request has the same result.
    ///
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func delete(_ id: Int64, now: Int64) throws(DatabaseError) -> DeletedComment {
        try database.write { () throws(DatabaseError) in
            if try setStatus(.deleted, of: id, from: [.published, .pending], now: now) { return .done }
            return try comment(id: id)?.status == .deleted ? .done : .changed
        }
    }

    /// Restores a deleted comment. That of a newcomer becomes pending again.
    ///
    /// - Parameters:
    ///   - id: The comment.
    ///   - author: Its author.
    ///   - first: How many posts and comments of a newcomer need approval.
    ///   - now: Seconds since 1970.
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func restore(
        _ id: Int64, by author: User, first: Int, now: Int64
    ) throws(DatabaseError) -> DeletedComment {
        try database.write { () throws(DatabaseError) in
            guard let (comment, post) = try commentWithPost(id: id) else { return .changed }
            if comment.status == .published || comment.status == .pending { return .done }
            guard post.leavesDiscussion(to: Rights(of: author)) else { return .closed }
            let status = try ModerationStore(database).waits(author, first: first) ? CommentStatus.pending : .published
            return try setStatus(status, of: id, from: [.deleted], now: now) ? .done : .changed
        }
    }
}
