import CGIKit

/// What went wrong on pages since the site's people were last told. Counted where limits are: by what went wrong and when.
struct FailedPages {
    let database: Database

    /// Of what keeps failing there is one row a second.
    private static var lifetime: Int64 { 7 * 86400 }

    func note(_ summary: String, now: Int64) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            try database.forgetEvents(.failedPage, until: now - FailedPages.lifetime)
            try database.countEvent(.failedPage, summary, now: now)
        }
    }

    /// (The sign keeps SQLite from reading all of a week, in the order of the subjects.)
    static var mostFrequent: SQL {
        """
        SELECT subject, sum(count) FROM site_event WHERE kind = ? AND second > ?
        GROUP BY +subject ORDER BY 2 DESC, 1 LIMIT 20
        """
    }

    /// What failed since a time, the most frequent first.
    func summaries(since: Int64) throws(DatabaseError) -> [(summary: String, count: Int64)] {
        try database.all(
            FailedPages.mostFrequent, .integer(RateLimit.Kind.failedPage.rawValue), .integer(since)
        ) { row throws(DatabaseError) in (summary: row.text(0) ?? "", count: try row.requiredInteger(1)) }
    }
}

extension Page {
    /// Has the site's people told of a page that failed, if they want to be. If what failed is the database, that cannot be
    /// noted in it, and stands in the error log only.
    func noteFailure(_ report: FailureReport) {
        guard sendsMail, configuration["ADMINS"] != nil else { return }
        writeAfterwards("the failure") { (page, database) throws(DatabaseError) in
            try FailedPages(database: database).note(String(report.summary.prefix(300)), now: page.now)
            page.startMailWorkerAfterwards()
        }
    }
}
