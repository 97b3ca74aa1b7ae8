import CGIKit

/// Tells staff what is pending and what was reported: one email to each who wants it, at most once an hour.
public struct StaffDigest {
    /// What the queue has, and how much of it has come since staff was told.
    struct News: RowDecodable {
        let waiting: Int64
        let reported: Int64
        let new: Int64

        init(from row: inout RowDecoder) throws(DatabaseError) {
            waiting = try row.requiredInteger("count(*) FILTER (WHERE is_report = 0)")
            reported = try row.requiredInteger("count(*) FILTER (WHERE is_report = 1)")
            new = row.integer("sum(seconds > ?1)") ?? 0
        }
    }

    /// It needs no settings.
    public init() {}

    /// Queues the emails if something has come since the last ones, which were at least an hour ago.
    ///
    /// - Returns: Whether it did.
    /// - Throws: A `DatabaseError` of the queries or the transaction.
    @export(interface) public func queue(in database: Database, now: Int64) throws(DatabaseError) -> Bool {
        // Asked first, so that a worker with nothing to tell takes no lock.
        guard try news(in: database).new > 0 else { return false }
        return try database.write { () throws(DatabaseError) in
            let news = try news(in: database)
            let people = try staff(in: database)
            guard news.new > 0, !people.isEmpty, try database.count([limit], now: now) == nil else { return false }
            let script = try scriptName(in: database)
            for person in people {
                guard var email = Email(.moderation, to: person) else { continue }
                email.scriptName = script
                email.thread = "moderation"
                email.values = [("waiting", .int(Int(news.waiting))), ("reported", .int(Int(news.reported)))]
                email.links = [EmailLink("link", .moderation), EmailLink("settings", .notices)]
                try Outbox(database).queue(email, now: now)
            }
            return true
        }
    }

    private var limit: RateLimit { RateLimit(.staffDigest, subject: "staff", most: 1, window: 3600) }

    private func news(in database: Database) throws(DatabaseError) -> News {
        let since: DatabaseValue = .integer(
            try database.integer(
                "SELECT max(second) FROM site_event WHERE kind = ? AND subject = 'staff'",
                .integer(RateLimit.Kind.staffDigest.rawValue)) ?? 0)
        return try database.first(News.self, StaffDigest.queued, since)!
    }

    /// Uses the indexes of pending posts and comments and of open reports.
    static var queued: SQL {
        """
        SELECT \(columns: News.self) FROM (
            SELECT 0 AS is_report, updated_seconds AS seconds FROM site_post WHERE status = \(PostStatus.pending) UNION ALL
            SELECT 0, updated_seconds FROM site_comment WHERE status = \(CommentStatus.pending) UNION ALL
            SELECT 1, max(created_seconds) FROM site_report WHERE closed_seconds IS NULL GROUP BY post_id, comment_id)
        """
    }

    /// Those of staff whose address is confirmed, and who have not turned it off.
    private func staff(in database: Database) throws(DatabaseError) -> [User] {
        try database.all(
            User.self,
            """
            SELECT \(columns: User.self) FROM users_user
            WHERE role IN (\(Role.admin, Role.staff)) AND status IS NOT \(Status.inactive) AND confirmed_email = email
                AND staff_notices IS NOT 0
            """)
    }

    /// Where the site's scripts lie, as far as messages have told: a worker sees no request.
    private func scriptName(in database: Database) throws(DatabaseError) -> String {
        let arguments = try database.texts("SELECT arguments FROM site_outbox ORDER BY id DESC LIMIT 20")
        for text in arguments {
            if let name = (try? JSONValue(json: Array(text.utf8)))?["script"]?.string, !name.isEmpty { return name }
        }
        return ""
    }
}
