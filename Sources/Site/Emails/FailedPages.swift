import CGIKit

/// Errors on pages since `ADMINS` were last notified. They are counted in the table of rate limits, by error and time.
struct FailedPages {
    let database: Database

    /// An error that keeps occurring makes at most one row per second.
    private static var lifetime: Int64 { 7 * 86400 }

    func note(_ summary: String, now: Int64) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            try database.forgetEvents(.failedPage, until: now - FailedPages.lifetime)
            try database.countEvent(.failedPage, summary, now: now)
        }
    }

    /// (The `+` keeps SQLite from reading a whole week in the order of the subjects.)
    static var mostFrequent: SQL {
        """
        SELECT subject, sum(count) FROM site_event WHERE kind = ? AND second > ?
        GROUP BY +subject ORDER BY 2 DESC, 1 LIMIT 20
        """
    }

    /// Errors since a time, the most frequent first.
    func summaries(since: Int64) throws(DatabaseError) -> [(summary: String, count: Int64)] {
        try database.all(
            FailedPages.mostFrequent, .integer(RateLimit.Kind.failedPage.rawValue), .integer(since)
        ) { row throws(DatabaseError) in (summary: row.text(0) ?? "", count: try row.requiredInteger(1)) }
    }
}

extension Page {
    /// Records a failed page for the email to `ADMINS`, if set. If the database itself fails, the error is only in the error log.
    func noteFailure(_ report: FailureReport) {
        guard sendsMail, configuration["ADMINS"] != nil else { return }
        writeAfterwards("the failure") { (page, database) throws(DatabaseError) in
            try FailedPages(database: database).note(String(report.summary.prefix(300)), now: page.now)
            page.startMailWorkerAfterwards()
        }
    }
}
