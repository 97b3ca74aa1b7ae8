import CGIKit

/// Tells people by mail of answers to their posts and comments.
///
/// Only those are told whose address is confirmed and who have not turned it off, and each of a thread only once until
/// they have been back there. So a stranger can neither pick who gets mail nor make anyone get much.
public struct ReplyNotices {
    /// From which the links of messages follow.
    let scriptName: String

    private static var excerptLength: Int { 300 }

    /// Queues the notifications of a comment that everyone can see from now on. Call this inside the transaction that publishes
    /// it.
    func tell(of comment: Comment, in database: Database, now: Int64) throws(DatabaseError) {
        let title = try database.text("SELECT title FROM site_post WHERE id = ?", .integer(comment.postID))
        let people = try database.all(
            User.self, ReplyNotices.recipients, .integer(comment.postID), .integer(comment.parentID),
            .integer(comment.authorID))
        for person in people {
            switch person.noticeFrequency {
            case .off: continue
            case .each:
                let limit = RateLimit(Limit.noticeTo, subject: String(person.id), most: Limit.noticeTo.standard)
                guard let email = reply(comment, title ?? "", to: person),
                    try database.count([limit], now: now) == nil
                else { continue }
                try Outbox(database).queue(email, now: now)
                try note(.told, of: comment, for: person, in: database)
            case .daily:
                try NoticeDigest(database).expect(for: person, scriptName: scriptName, now: now)
                try note(.daily, of: comment, for: person, in: database)
            }
        }
    }

    /// The authors of the post and of the parent comment, if they want notifications. Nobody is notified of comments under a post
    /// that others cannot see.
    static var recipients: SQL {
        """
        SELECT \(columns: User.self) FROM users_user
        WHERE id IN (SELECT author_id FROM site_post WHERE id = ?1 UNION SELECT author_id FROM site_comment WHERE id = ?2)
            AND (SELECT status FROM site_post WHERE id = ?1) = \(PostStatus.published)
            AND id <> ?3 AND status IS NOT \(Status.inactive) AND confirmed_email = email
            AND notices IS NOT \(NoticeFrequency.off)
            AND NOT EXISTS (SELECT 1 FROM site_notice WHERE user_id = users_user.id AND post_id = ?1)
        """
    }

    private func note(
        _ state: NoticeState, of comment: Comment, for person: User, in database: Database
    ) throws(DatabaseError) {
        try database.execute(
            "INSERT INTO site_notice (user_id, post_id, state, comment_id) VALUES (?, ?, ?, ?)", .integer(person.id),
            .integer(comment.postID), .integer(state.rawValue), .integer(comment.id))
        guard !person.hasNotices else { return }
        try database.execute("UPDATE users_user SET has_notices = 1 WHERE id = ?", .integer(person.id))
    }

    private func reply(_ comment: Comment, _ title: String, to person: User) -> Email? {
        guard var email = Email(.reply, to: person) else { return nil }
        email.scriptName = scriptName
        email.values = [
            ("author", .string(comment.authorName ?? "Unknown user")), ("title", .string(title)),
            ("excerpt", .string(Markdown.excerpt(comment.source, length: ReplyNotices.excerptLength))),
            (
                "paragraphs",
                .array(
                    Markdown.excerptParagraphs(comment.source, length: ReplyNotices.excerptLength).map { .string($0) })
            ),
        ]
        email.thread = "post-\(comment.postID)"
        email.links = [
            EmailLink("link", .comment, [("comment", String(comment.id))]),
            EmailLink("mute", .stopNotices, token: StopNotices(person.id, inThread: comment.postID).token),
            EmailLink("unsubscribe", .stopNotices, token: StopNotices(person.id).token),
        ]
        return email
    }
}

extension Page {
    /// What tells people of answers; nil on a site that sends no mail.
    var replyNotices: ReplyNotices? {
        guard sendsMail else { return nil }
        startMailWorkerAfterwards()
        return ReplyNotices(scriptName: request.scriptName)
    }
}
