import CGIKit

/// What mail workers do. Each call is one statement or one transaction, so that any number of workers can run at once;
/// what a worker writes about an email is used only while its lease lasts.
extension Outbox {
    /// Leases the next emails that are due, including those whose worker has let its lease end. Those that were tried
    /// least come first, so that one that kills its worker does not hold up the others.
    ///
    /// - Parameters:
    ///   - most: How many at most.
    ///   - owner: The worker's unique name.
    ///   - now: Seconds since 1970.
    ///   - lease: How long the worker has them, in seconds.
    ///   - alone: Whether to take none if another worker has some.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func lease(
        _ most: Int, for owner: String, now: Int64, lease: Int64, alone: Bool = false
    ) throws(DatabaseError) -> [OutboxMessage] {
        if alone {
            return try database.write { () throws(DatabaseError) in
                if try isWorkedOn(now: now, lease: lease) { return [] }
                return try take(most, owner, now, lease)
            }
        }
        return try take(most, owner, now, lease)
    }

    private func take(
        _ most: Int, _ owner: String, _ now: Int64, _ lease: Int64
    ) throws(DatabaseError) -> [OutboxMessage] {
        let messages = try database.all(
            OutboxMessage.self, Outbox.taking, .text(owner), .integer(now + lease), .integer(now),
            .integer(Int64(most)))
        return messages.sorted { ($0.tries, $0.id) < ($1.tries, $1.id) }
    }

    static var taking: SQL {
        """
        UPDATE site_outbox SET owner = ?1, due_seconds = ?2, tries = tries + 1
        WHERE id IN (\(due) ORDER BY due_seconds LIMIT ?4)
        RETURNING \(columns: OutboxMessage.self)
        """
    }

    static var due: SQL { "SELECT id FROM site_outbox WHERE \(isQueued) AND due_seconds <= ?3" }

    /// (The first condition is that of the index of what is not sent.)
    static var isQueued: SQL { "state <> \(OutboxState.sent) AND state = \(OutboxState.queued)" }

    /// Leases one email, due or not; nil if another worker has it, or it is not queued.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func lease(
        id: Int64, for owner: String, now: Int64, lease: Int64
    ) throws(DatabaseError) -> OutboxMessage? {
        try database.first(
            OutboxMessage.self,
            """
            UPDATE site_outbox SET owner = ?2, due_seconds = ?3, tries = tries + 1
            WHERE id = ?1 AND state = \(OutboxState.queued) AND (owner IS NULL OR due_seconds <= ?4)
            RETURNING \(columns: OutboxMessage.self)
            """, .integer(id), .text(owner), .integer(now + lease), .integer(now))
    }

    /// Whether a worker has leases.
    private func isWorkedOn(now: Int64, lease: Int64) throws(DatabaseError) -> Bool {
        try database.exists(
            """
            SELECT 1 FROM site_outbox
            WHERE \(Outbox.isQueued) AND due_seconds BETWEEN ?1 AND ?2 AND owner IS NOT NULL LIMIT 1
            """, .integer(now + 1), .integer(now + lease))
    }

    /// When the next email is due or a lease ends, in seconds since 1970; nil if none is queued.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func nextDue() throws(DatabaseError) -> Int64? {
        try database.integer(Outbox.earliest)
    }

    static var earliest: SQL { "SELECT min(due_seconds) FROM site_outbox WHERE \(isQueued)" }

    /// Extends the leases of all emails that a worker has.
    ///
    /// - Returns: How many it still has.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func renew(_ owner: String, until: Int64) throws(DatabaseError) -> Int {
        try database.execute(
            "UPDATE site_outbox SET due_seconds = ?2 WHERE \(Outbox.isQueued) AND owner = ?1", .text(owner),
            .integer(until))
    }

    /// Gives back the emails that a worker has not begun.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func release(_ owner: String, now: Int64) throws(DatabaseError) {
        try database.execute(
            """
            UPDATE site_outbox SET owner = NULL, due_seconds = ?2, tries = tries - 1
            WHERE \(Outbox.isQueued) AND owner = ?1
            """, .text(owner), .integer(now))
    }

    /// The result of one try.
    public enum Outcome {
        /// The mail server has accepted the email.
        case sent
        /// The email is given up.
        case failed
        /// The email is to be tried again at this time, in seconds since 1970.
        case postponed(Int64)
    }

    /// Records the result of one try.
    ///
    /// - Parameters:
    ///   - message: The email as it was leased.
    ///   - outcome: The result.
    ///   - reply: The server's words, or others that say what happened; kept up to 1000 bytes.
    ///   - now: Seconds since 1970.
    /// - Returns: False if the worker no longer has the email.
    /// - Throws: A `DatabaseError`.
    @discardableResult
    @export(interface) public func settle(
        _ message: OutboxMessage, _ outcome: Outcome, reply: String, now: Int64
    ) throws(DatabaseError) -> Bool {
        let (state, due): (OutboxState, Int64) =
            switch outcome {
            case .sent: (.sent, now)
            case .failed: (.failed, now)
            case .postponed(let time): (.queued, time)
            }
        return try database.execute(
            """
            UPDATE site_outbox SET state = ?3, due_seconds = ?4, owner = NULL, reply = ?5
            WHERE id = ?1 AND owner = ?2 AND state = \(OutboxState.queued)
            """, .integer(message.id), .text(message.owner), .integer(state.rawValue), .integer(due),
            .text(Outbox.shortened(reply))) > 0
    }

    /// Records emails that a worker has delivered, in one transaction.
    ///
    /// - Parameters:
    ///   - delivered: The emails with the server's words.
    ///   - now: Seconds since 1970.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func settle(
        delivered: [(message: OutboxMessage, reply: String)], now: Int64
    ) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            for entry in delivered { try settle(entry.message, .sent, reply: entry.reply, now: now) }
        }
    }

    /// Takes over from a worker that has died: records what it had delivered, and makes the rest due.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func takeOver(from owner: String, delivered: [Int64], now: Int64) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            for id in delivered {
                try database.execute(
                    """
                    UPDATE site_outbox
                    SET state = \(OutboxState.sent), due_seconds = ?3, owner = NULL, reply = 'delivered'
                    WHERE id = ?1 AND owner = ?2 AND state = \(OutboxState.queued)
                    """, .integer(id), .text(owner), .integer(now))
            }
            try database.execute(
                "UPDATE site_outbox SET owner = NULL, due_seconds = ?2 WHERE \(Outbox.isQueued) AND owner = ?1",
                .text(owner), .integer(now))
        }
    }

    /// Removes some of the emails that were sent before a time, the oldest first.
    ///
    /// - Returns: How many.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func forgetSent(before time: Int64, most: Int = 500) throws(DatabaseError) -> Int {
        try database.execute(Outbox.forgetting, .integer(time), .integer(Int64(most)))
    }

    static var forgetting: SQL {
        """
        DELETE FROM site_outbox WHERE due_seconds < ?1
            AND id IN (SELECT id FROM site_outbox WHERE state = \(OutboxState.sent) ORDER BY id LIMIT ?2)
        """
    }

    /// Limits the length of a server's reply.
    private static func shortened(_ reply: String) -> String {
        reply.utf8.count <= 1000 ? reply : String(decoding: reply.utf8.prefix(1000), as: UTF8.self) + "…"
    }
}
