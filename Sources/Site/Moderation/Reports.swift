import CGIKit

/// The result of a report.
public enum Reported {
    /// The report is stored.
    case reported
    /// The same user has an open report about it already.
    case before
    /// A rate limit was reached; the value is the number of seconds until the next report.
    case tooMany(Int64)
}

/// Posts and comments that members have reported.
extension ModerationStore {
    /// Stores a report. Each member can report a post or comment once, and again after staff has closed the report.
    ///
    /// - Throws: A `DatabaseError` if the transaction fails.
    @export(interface) public func report(
        _ target: ModerationTarget, by reporter: User, reason: String, limit: RateLimit, now: Int64
    ) throws(DatabaseError) -> Reported {
        try database.write { () throws(DatabaseError) in
            let isOpen = try database.exists(
                """
                SELECT 1 FROM site_report
                WHERE post_id = ? AND comment_id = ? AND reporter_id = ? AND closed_seconds IS NULL
                """, .integer(target.postID), .integer(target.commentID), .integer(reporter.id))
            if isOpen { return .before }
            if let wait = try database.count([limit], now: now) { return .tooMany(wait) }
            try database.execute(
                """
                INSERT INTO site_report (post_id, comment_id, reporter_id, created_seconds, reason)
                VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (post_id, comment_id, reporter_id)
                DO UPDATE SET created_seconds = ?4, reason = ?5, closed_seconds = NULL, closed_by = NULL
                """, .integer(target.postID), .integer(target.commentID), .integer(reporter.id), .integer(now),
                .text(reason))
            return .reported
        }
    }

    func hasReports(_ target: ModerationTarget) throws(DatabaseError) -> Bool {
        try database.exists(
            "SELECT 1 FROM site_report WHERE post_id = ? AND comment_id = ? AND closed_seconds IS NULL LIMIT 1",
            .integer(target.postID), .integer(target.commentID))
    }

    func closeReports(about target: ModerationTarget, by actor: User, now: Int64) throws(DatabaseError) {
        guard let postID = target.postID else { return }
        try database.execute(
            """
            UPDATE site_report SET closed_seconds = ?, closed_by = ?
            WHERE post_id = ? AND comment_id = ? AND closed_seconds IS NULL
            """, .integer(now), .integer(actor.id), .integer(postID), .integer(target.commentID))
    }
}
