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

    /// What failed, and how often.
    struct Summary: RowDecodable {
        let summary: String
        let count: Int64

        init(from row: inout RowDecoder) throws(DatabaseError) {
            summary = row.text("subject") ?? ""
            count = try row.requiredInteger("sum(count)")
        }
    }

    /// (The `+` keeps SQLite from reading a whole week in the order of the subjects.)
    static var mostFrequent: SQL {
        """
        SELECT \(columns: Summary.self) FROM site_event WHERE kind = ? AND second > ?
        GROUP BY +subject ORDER BY sum(count) DESC, subject LIMIT 20
        """
    }

    /// Errors since a time, the most frequent first.
    func summaries(since: Int64) throws(DatabaseError) -> [Summary] {
        try database.all(
            Summary.self, FailedPages.mostFrequent, .integer(RateLimit.Kind.failedPage.rawValue), .integer(since))
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
