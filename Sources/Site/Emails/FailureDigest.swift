import CGIKit

/// Tells `ADMINS` which emails were given up and which pages failed: one email to each, at most once an hour.
public struct FailureDigest {
    private let admins: [EmailAddress]

    /// How many are listed; the rest is only counted.
    private static var most: Int64 { 20 }

    /// Reads `ADMINS`; without it nobody is told.
    ///
    /// - Throws: A `ConfigurationError` if the setting is malformed.
    public init(_ configuration: Configuration) throws(ConfigurationError) { admins = try configuration.admins }

    /// Queues the email if something has failed since the last one, which was at least an hour ago.
    ///
    /// - Returns: Whether it did.
    /// - Throws: A `DatabaseError` of the queries or the transaction.
    @export(interface) public func queue(in database: Database, now: Int64) throws(DatabaseError) -> Bool {
        guard !admins.isEmpty, try hasNews(in: database) else { return false }
        return try database.write { () throws(DatabaseError) in
            let since = try last(in: database)
            let count = try count(in: database, since: since)
            let pages = try FailedPages(database: database).summaries(since: since)
            guard count > 0 || !pages.isEmpty, try database.count([limit], now: now) == nil else { return false }
            let failures = try self.failures(in: database, since: since)
            for admin in admins {
                var email = Email(.failures, to: admin.text)
                email.values = [
                    ("count", .int(Int(count))), ("failures", .array(failures)),
                    ("pages", .array(pages.map { FailureDigest.json($0.summary, $0.count) })),
                ]
                try Outbox(database).queue(email, now: now)
            }
            return true
        }
    }

    private var limit: RateLimit {
        RateLimit(Limit.failureDigest, subject: "admins", most: Limit.failureDigest.standard)
    }

    /// When the last email was queued, if known.
    private func last(in database: Database) throws(DatabaseError) -> Int64 {
        try database.integer(
            "SELECT max(second) FROM site_event WHERE kind = ? AND subject = 'admins'",
            .integer(RateLimit.Kind.failureDigest.rawValue)) ?? 0
    }

    // A digest that cannot be delivered must not cause another digest.
    private static var since: SQL {
        "site_outbox WHERE state <> \(OutboxState.sent) AND state = \(OutboxState.failed) AND due_seconds > ?1 AND kind <> 'failures'"
    }

    /// Checked first, so that a worker with nothing to report takes no lock.
    private func hasNews(in database: Database) throws(DatabaseError) -> Bool {
        let since = try last(in: database)
        if try count(in: database, since: since) > 0 { return true }
        return try !FailedPages(database: database).summaries(since: since).isEmpty
    }

    private static func json(_ summary: String, _ count: Int64) -> JSONValue {
        .object(OrderedDictionary([("summary", .string(summary)), ("count", .int(Int(count)))]))
    }

    private func count(in database: Database, since: Int64) throws(DatabaseError) -> Int64 {
        try database.integer("SELECT count(*) FROM \(FailureDigest.since)", .integer(since)) ?? 0
    }

    /// A message that was given up.
    struct GivenUp: RowDecodable {
        let id: Int64
        let kind: String
        let recipient: String
        let reply: String

        init(from row: inout RowDecoder) throws(DatabaseError) {
            id = try row.requiredInteger("id")
            kind = row.text("kind") ?? ""
            recipient = row.text("recipient") ?? ""
            reply = row.text("reply") ?? ""
        }

        fileprivate var json: JSONValue {
            .object(
                OrderedDictionary([
                    ("id", .int(Int(id))), ("kind", .string(kind)), ("recipient", .string(recipient)),
                    ("reply", .string(reply)),
                ]))
        }
    }

    private func failures(in database: Database, since: Int64) throws(DatabaseError) -> [JSONValue] {
        try database.all(
            GivenUp.self,
            "SELECT \(columns: GivenUp.self) FROM \(FailureDigest.since) ORDER BY due_seconds LIMIT ?2",
            .integer(since), .integer(FailureDigest.most)
        ).map { $0.json }
    }
}
