import CGIKit

/// The table of queued and sent emails. All times are seconds since 1970.
///
/// - `token`: random; part of the Message-ID, so that an email that is sent twice can be recognized.
/// - `kind`, `recipient`, `name`, `user_id`, `arguments`: an ``Email``.
/// - `state`: see ``OutboxState``. A lease is not a separate state: `owner` is set, and `due_seconds` is its end.
/// - `due_seconds`: when it is due, or was sent or given up.
/// - `tries`: the number of delivery attempts.
/// - `reply`: the server's reply to the last attempt.
enum OutboxTable {
    static func create(in database: Database) throws(Failure) { try outbox.create(in: database) }

    private static var outbox: SiteTable {
        SiteTable(
            name: "site_outbox",
            columns: [
                ("id", .rowNumber),
                ("token", .text),
                ("kind", .text),
                ("recipient", .text),
                ("name", .optionalText),
                ("user_id", .optionalNumber),
                ("arguments", .text),
                ("created_seconds", .number),
                ("state", .smallNumber),
                ("due_seconds", .number),
                ("tries", .number),
                ("owner", .optionalText),
                ("reply", .optionalText),
            ],
            // Excludes sent emails, so that a million of them cost nothing. Queries repeat the condition.
            indexes: [
                """
                CREATE INDEX IF NOT EXISTS site_outbox_open ON site_outbox (state, due_seconds) \
                WHERE state <> \(OutboxState.sent)
                """
            ])
    }
}

/// The state of an email; the numbers are stored.
public enum OutboxState: Int64, StoredNumber, Sendable {
    /// To be sent, also by a worker that has it.
    case queued = 0
    /// Given up, because the server refused it for good or did not accept it for days.
    case failed = 1
    /// Accepted by the mail server.
    case sent = 2
}
