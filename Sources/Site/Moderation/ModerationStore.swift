import CGIKit

/// The result of an act of moderation.
public enum Moderated {
    /// It is done and in the log.
    case done
    /// It has already been done, or there is nothing to apply it to.
    case before
    /// The text that was to be published has been changed since staff saw it.
    case changed
}

/// The acts of moderation, each of which is one transaction that ends in the log.
public struct ModerationStore {
    let database: Database

    /// Works on a connection, which must be for writing where something is changed.
    public init(_ database: Database) { self.database = database }

    /// Does something to a post, a comment or a user, and logs who did it and why. Open reports about a post or comment
    /// are closed by any act. It does not check rights.
    ///
    /// - Parameters:
    ///   - act: What to do.
    ///   - target: What it is done to.
    ///   - withTexts: Whether closing an account hides all its posts and comments, and reopening it unhides them.
    ///   - seen: The fingerprint of the text that staff has seen.
    ///   - actor: The member of staff.
    ///   - reason: Why, for the log and the author.
    ///   - first: How many approvals make a newcomer a member.
    ///   - submission: The identity of the form, so that it is done once.
    ///   - notices: Sends notifications of a comment that becomes published.
    ///   - now: Seconds since 1970.
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func perform(
        _ act: Act, on target: ModerationTarget, withTexts: Bool = false, seen: String, by actor: User, reason: String,
        first: Int, submission: String? = nil, notices: ReplyNotices? = nil, now: Int64
    ) throws(DatabaseError) -> Moderated {
        try database.write { () throws(DatabaseError) in
            if act == .approve || act == .unhide, try fingerprint(of: target) != seen { return .changed }
            guard try change(act, target, by: actor, notices, now: now) else { return .before }
            let person = try author(of: target)
            try note(act, on: target, of: person, by: actor, reason, now: now)
            if case .user(let id) = target {
                if let done = try changeTexts(of: id, act, withTexts, by: actor, now: now) {
                    try note(done, on: target, of: id, by: actor, done == .hide ? reason : "", now: now)
                }
            } else {
                try closeReports(about: target, by: actor, now: now)
            }
            if act == .approve, let person { try welcome(person, first: first) }
            try Submissions(database).note(submission ?? "", user: actor.id, target: actor.id, now: now)
            return .done
        }
    }

    /// Writes an act down in the log.
    private func note(
        _ act: Act, on target: ModerationTarget, of person: Int64?, by actor: User, _ reason: String, now: Int64
    ) throws(DatabaseError) {
        try database.execute(
            """
            INSERT INTO site_audit (actor_id, act, post_id, comment_id, user_id, created_seconds, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .integer(actor.id), .text(act.rawValue), .integer(target.postID), .integer(target.commentID),
            .integer(person), .integer(now), .text(reason))
    }

    private func fingerprint(of target: ModerationTarget) throws(DatabaseError) -> String? {
        switch target {
        case .post(let id): try PostStore(database).stored(id)?.fingerprint
        case .comment(let id, _): try CommentStore(database).comment(id: id)?.fingerprint
        case .user: ""
        }
    }

    private func change(
        _ act: Act, _ target: ModerationTarget, by actor: User, _ notices: ReplyNotices?, now: Int64
    ) throws(DatabaseError) -> Bool {
        switch target {
        case .post(let id): try change(act, post: id, now: now)
        case .comment(let id, _): try change(act, comment: id, notices, now: now)
        case .user(let id): try change(act, user: id, by: actor, now: now)
        }
    }

    private func change(_ act: Act, post id: Int64, now: Int64) throws(DatabaseError) -> Bool {
        let posts = PostStore(database)
        guard let post = try posts.stored(id) else { return false }
        switch (act, post.status) {
        case (.approve, .pending), (.unhide, .hidden): return try posts.setStatus(.published, of: id, now: now)
        // What its author has taken away could come back.
        case (.hide, .published), (.hide, .pending), (.hide, .deleted):
            return try posts.setStatus(.hidden, of: id, now: now)
        case (.lock, _), (.unlock, _):
            let isLocked: Int64 = act == .lock ? 1 : 0
            let count = try database.execute(
                "UPDATE site_post SET is_locked = ?2 WHERE id = ?1 AND is_locked <> ?2", .integer(id),
                .integer(isLocked))
            if count > 0 { try posts.touch(id, now: now) }
            return count > 0
        case (.dismiss, _): return try hasReports(.post(id))
        default: return false
        }
    }

    private func change(
        _ act: Act, comment id: Int64, _ notices: ReplyNotices?, now: Int64
    ) throws(DatabaseError) -> Bool {
        let comments = CommentStore(database)
        switch act {
        case .approve:
            return try comments.setStatus(.published, of: id, from: [.pending], notices: notices, now: now)
        case .unhide: return try comments.setStatus(.published, of: id, from: [.hidden], now: now)
        case .hide: return try comments.setStatus(.hidden, of: id, from: [.published, .pending, .deleted], now: now)
        case .dismiss:
            guard let comment = try comments.comment(id: id) else { return false }
            return try hasReports(.comment(id, on: comment.postID))
        default: return false
        }
    }

    /// A closed account cannot sign in, and its sessions end. Reopened, it gets its earlier status, if known.
    /// What such an account has written can be hidden later, too, and shown again whenever it is open.
    private func change(_ act: Act, user id: Int64, by actor: User, now: Int64) throws(DatabaseError) -> Bool {
        let inactive = DatabaseValue.integer(Status.inactive.rawValue)
        switch act {
        case .ban:
            return try UserStore(database).close(id, now: now)
        case .unban:
            return try database.execute(
                """
                UPDATE users_user SET status = coalesce(status_before, ?3), status_before = NULL
                WHERE id = ?1 AND status IS ?2
                """, .integer(id), inactive, .integer(Status.active.rawValue)) > 0
        case .hide:
            guard try isClosed(id) else { return false }
            return try AuthorTexts(of: id, in: database).hide(by: actor, now: now)
        case .unhide:
            guard try !isClosed(id) else { return false }
            return try AuthorTexts(of: id, in: database).show(now: now)
        default: return false
        }
    }

    private func isClosed(_ id: Int64) throws(DatabaseError) -> Bool {
        try database.exists(
            "SELECT 1 FROM users_user WHERE id = ? AND status IS ?", .integer(id),
            .integer(Status.inactive.rawValue))
    }

    /// Hides all texts of an account that was closed, or shows them again with it.
    ///
    /// - Returns: what was done to them, if anything was.
    private func changeTexts(
        of id: Int64, _ act: Act, _ withTexts: Bool, by actor: User, now: Int64
    ) throws(DatabaseError) -> Act? {
        let texts = AuthorTexts(of: id, in: database)
        switch (act, withTexts) {
        case (.ban, true): return try texts.hide(by: actor, now: now) ? .hide : nil
        case (.unban, true): return try texts.show(now: now) ? .unhide : nil
        default: return nil
        }
    }

    private func author(of target: ModerationTarget) throws(DatabaseError) -> Int64? {
        switch target {
        case .post(let id):
            try database.integer("SELECT author_id FROM site_post WHERE id = ?", .integer(id))
        case .comment(let id, _):
            try database.integer("SELECT author_id FROM site_comment WHERE id = ?", .integer(id))
        case .user(let id): id
        }
    }

    /// Makes a newcomer a member when enough of their texts have been approved.
    private func welcome(_ person: Int64, first: Int) throws(DatabaseError) {
        guard try hasApproved(first, of: person) else { return }
        try database.execute(
            "UPDATE users_user SET status = ?2 WHERE id = ?1 AND (status IS ?3 OR status IS NULL)", .integer(person),
            .integer(Status.active.rawValue), .integer(Status.new.rawValue))
    }

    /// Whether what a user writes now is pending at first. Call this inside the transaction that writes it.
    ///
    /// - Parameter first: how many of a newcomer's posts and comments need approval.
    func waits(_ person: User, first: Int) throws(DatabaseError) -> Bool {
        guard Rights(of: person).waits(first: first) else { return false }
        return try !hasApproved(first, of: person.id)
    }

    /// Whether staff has approved some number of somebody's texts: by the log, or because so many posts of theirs are there
    /// for everyone.
    private func hasApproved(_ number: Int, of person: Int64) throws(DatabaseError) -> Bool {
        let count = try database.integer(
            """
            SELECT max((SELECT count(*) FROM (SELECT 1 FROM site_audit WHERE user_id = ?1 AND act = 'approve' LIMIT ?2)),
                (SELECT count(*) FROM (
                    SELECT 1 FROM site_post WHERE author_id = ?1 AND listed_seconds IS NOT NULL LIMIT ?2)))
            """, .integer(person), .integer(Int64(number)))
        return count! >= Int64(number)
    }
}
