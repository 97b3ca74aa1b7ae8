import CGIKit

/// What came of changing a comment's text.
public enum EditedComment {
    case saved
    /// It was taken away.
    case gone
    /// A lock keeps it as it is.
    case closed
    /// It is not what the edit began with any more, but this.
    case changed(Comment)
    /// Too many in a short time; seconds until the next.
    case tooMany(Int64)
}

/// What came of taking a comment away, or bringing it back.
public enum DeletedComment {
    /// Also if it was so already.
    case done
    /// Nobody brings anything back under a lock.
    case closed
    /// It is something else now, such as hidden by staff.
    case changed
}

/// What authors do to comments of theirs, each in one transaction.
extension CommentStore {
    /// Changes the text of a comment.
    ///
    /// - Parameters:
    ///   - base: the fingerprint of the text that the edit began with.
    ///   - limits: on edits.
    ///   - now: seconds since 1970.
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

    /// Takes a comment away. Who sends the form twice has done it.
    @export(interface) public func delete(_ id: Int64, now: Int64) throws(DatabaseError) -> DeletedComment {
        try database.write { () throws(DatabaseError) in
            if try setStatus(.deleted, of: id, from: [.published, .pending], now: now) { return .done }
            return try comment(id: id)?.status == .deleted ? .done : .changed
        }
    }

    /// Brings a comment back: that of a newcomer waits for staff once more.
    ///
    /// - Parameter first: as many texts of a newcomer wait.
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
