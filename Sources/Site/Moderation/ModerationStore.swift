import CGIKit

/// What came of an act of moderation.
public enum Moderated {
    case done
    /// It was done already, or there is nothing to do it to.
    case before
    /// What was to be shown to everyone says something else by now.
    case changed
}

/// The acts of moderation, each of which is one transaction that ends in the log.
public struct ModerationStore {
    let database: Database

    public init(_ database: Database) { self.database = database }

    /// Does something to a text or a person, and writes down who did it and why. Reports about a text are closed by
    /// whatever is done to it.
    ///
    /// - Parameters:
    ///   - seen: the fingerprint of the text that staff has looked at.
    ///   - first: how many texts of a newcomer wait for staff: whoever has had as many approved is known from then on.
    ///   - notices: tells people of a comment that everyone can see now.
    ///   - now: seconds since 1970.
    public func perform(
        _ act: Act, on target: ModerationTarget, seen: String, by actor: User, reason: String, first: Int,
        notices: ReplyNotices? = nil, now: Int64
    ) throws(DatabaseError) -> Moderated {
        try database.write { () throws(DatabaseError) in
            if act == .approve || act == .unhide, try fingerprint(of: target) != seen { return .changed }
            guard try change(act, target, notices, now: now) else { return .before }
            let person = try author(of: target)
            try database.execute(
                """
                INSERT INTO site_audit (actor_id, act, post_id, comment_id, user_id, created_seconds, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, .integer(actor.id), .text(act.rawValue), .integer(target.postID), .integer(target.commentID),
                .integer(person), .integer(now), .text(reason))
            try closeReports(about: target, by: actor, now: now)
            if act == .approve, let person { try welcome(person, first: first) }
            return .done
        }
    }

    private func fingerprint(of target: ModerationTarget) throws(DatabaseError) -> String? {
        switch target {
        case .post(let id): try PostStore(database).stored(id)?.fingerprint
        case .comment(let id, _): try CommentStore(database).comment(id: id)?.fingerprint
        case .user: nil
        }
    }

    private func change(
        _ act: Act, _ target: ModerationTarget, _ notices: ReplyNotices?, now: Int64
    ) throws(DatabaseError) -> Bool {
        switch target {
        case .post(let id): try change(act, post: id, now: now)
        case .comment(let id, _): try change(act, comment: id, notices, now: now)
        case .user(let id): try change(act, user: id)
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

    /// A closed account cannot sign in, and its sessions end; opened again it is one that the site knows.
    private func change(_ act: Act, user id: Int64) throws(DatabaseError) -> Bool {
        let status: Status
        switch act {
        case .ban: status = .inactive
        case .unban: status = .active
        default: return false
        }
        let inactive = DatabaseValue.integer(Status.inactive.rawValue)
        return try database.execute(
            "UPDATE users_user SET status = ?2 WHERE id = ?1 AND (status IS ?3) <> (?2 IS ?3)", .integer(id),
            .integer(status.rawValue), inactive) > 0
    }

    private func author(of target: ModerationTarget) throws(DatabaseError) -> Int64? {
        switch target {
        case .post(let id):
            try database.first("SELECT author_id FROM site_post WHERE id = ?", .integer(id)) { $0.integer(0) } ?? nil
        case .comment(let id, _):
            try database.first("SELECT author_id FROM site_comment WHERE id = ?", .integer(id)) { $0.integer(0) } ?? nil
        case .user(let id): id
        }
    }

    /// Makes a newcomer a member when enough of their texts have been approved.
    private func welcome(_ person: Int64, first: Int) throws(DatabaseError) {
        try database.execute(
            """
            UPDATE users_user SET status = ?3 WHERE id = ?1 AND status IS ?4
                AND (SELECT count(*) FROM site_audit WHERE user_id = ?1 AND act = 'approve') >= ?2
            """, .integer(person), .integer(Int64(first)), .integer(Status.active.rawValue),
            .integer(Status.new.rawValue))
    }
}
