import CGIKit

/// What workers do. Each is one statement or one transaction, so that any number of them work at once; what a worker
/// writes about a message counts only while its lease lasts.
extension Outbox {
    /// The next messages that are due, which are this worker's until the lease ends; also those whose worker has let its
    /// lease end. Those that were tried least come first: one that kills its worker does not hold up the others.
    ///
    /// - Parameters:
    ///   - owner: the worker's name, of which there is no other.
    ///   - lease: seconds.
    ///   - alone: take none if another worker has some.
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
            Outbox.taking, .text(owner), .integer(now + lease), .integer(now), .integer(Int64(most))
        ) { row throws(DatabaseError) in try OutboxMessage(row) }
        return messages.sorted { ($0.tries, $0.id) < ($1.tries, $1.id) }
    }

    static var taking: SQL {
        """
        UPDATE site_outbox SET owner = ?1, due_seconds = ?2, tries = tries + 1
        WHERE id IN (\(due) ORDER BY due_seconds LIMIT ?4)
        RETURNING \(OutboxMessage.columns)
        """
    }

    static var due: SQL { "SELECT id FROM site_outbox WHERE state <> 2 AND state = 0 AND due_seconds <= ?3" }

    /// Takes one message, due or not; nil if another worker has it, or it is not queued.
    @export(interface) public func lease(
        id: Int64, for owner: String, now: Int64, lease: Int64
    ) throws(DatabaseError) -> OutboxMessage? {
        try database.first(
            """
            UPDATE site_outbox SET owner = ?2, due_seconds = ?3, tries = tries + 1
            WHERE id = ?1 AND state = 0 AND (owner IS NULL OR due_seconds <= ?4)
            RETURNING \(OutboxMessage.columns)
            """, .integer(id), .text(owner), .integer(now + lease), .integer(now)
        ) { row throws(DatabaseError) in try OutboxMessage(row) }
    }

    /// Whether a worker has messages.
    private func isWorkedOn(now: Int64, lease: Int64) throws(DatabaseError) -> Bool {
        let row: Void? = try database.first(
            """
            SELECT 1 FROM site_outbox
            WHERE state <> 2 AND state = 0 AND due_seconds BETWEEN ?1 AND ?2 AND owner IS NOT NULL LIMIT 1
            """, .integer(now + 1), .integer(now + lease)
        ) { _ in }
        return row != nil
    }

    /// When the next message is due or a lease ends; nil if there is none.
    @export(interface) public func nextDue() throws(DatabaseError) -> Int64? {
        try database.first(Outbox.earliest) { $0.integer(0) } ?? nil
    }

    static var earliest: SQL { "SELECT min(due_seconds) FROM site_outbox WHERE state <> 2 AND state = 0" }

    /// Extends the leases of all messages that a worker has.
    ///
    /// - Returns: how many it still has.
    @export(interface) public func renew(_ owner: String, until: Int64) throws(DatabaseError) -> Int {
        try database.execute(
            "UPDATE site_outbox SET due_seconds = ?2 WHERE state <> 2 AND state = 0 AND owner = ?1", .text(owner),
            .integer(until))
    }

    /// Gives back what a worker has not begun.
    @export(interface) public func release(_ owner: String, now: Int64) throws(DatabaseError) {
        try database.execute(
            """
            UPDATE site_outbox SET owner = NULL, due_seconds = ?2, tries = tries - 1
            WHERE state <> 2 AND state = 0 AND owner = ?1
            """, .text(owner), .integer(now))
    }

    /// What came of a try.
    public enum Outcome {
        case sent
        /// Never to be tried again.
        case failed
        /// To be tried again, at this time.
        case postponed(Int64)
    }

    /// Writes what came of a try.
    ///
    /// - Parameter reply: the server's words, or others that say what happened.
    /// - Returns: false if the message is not the worker's any more.
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
            WHERE id = ?1 AND owner = ?2 AND state = 0
            """, .integer(message.id), .text(message.owner), .integer(state.rawValue), .integer(due),
            .text(Outbox.shortened(reply))) > 0
    }

    /// Marks messages that a worker has delivered, in one transaction.
    ///
    /// - Parameter delivered: with the server's words.
    @export(interface) public func settle(
        delivered: [(message: OutboxMessage, reply: String)], now: Int64
    ) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            for entry in delivered { try settle(entry.message, .sent, reply: entry.reply, now: now) }
        }
    }

    /// Takes over from a worker that has died: marks what it has delivered, and makes the rest due.
    @export(interface) public func takeOver(from owner: String, delivered: [Int64], now: Int64) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            for id in delivered {
                try database.execute(
                    """
                    UPDATE site_outbox SET state = 2, due_seconds = ?3, owner = NULL, reply = 'delivered'
                    WHERE id = ?1 AND owner = ?2 AND state = 0
                    """, .integer(id), .text(owner), .integer(now))
            }
            try database.execute(
                "UPDATE site_outbox SET owner = NULL, due_seconds = ?2 WHERE state <> 2 AND state = 0 AND owner = ?1",
                .text(owner), .integer(now))
        }
    }

    /// Removes some of the messages that were sent before a time, the oldest.
    ///
    /// - Returns: how many.
    @export(interface) public func forgetSent(before time: Int64, most: Int = 500) throws(DatabaseError) -> Int {
        try database.execute(Outbox.forgetting, .integer(time), .integer(Int64(most)))
    }

    static var forgetting: SQL {
        """
        DELETE FROM site_outbox WHERE due_seconds < ?1
            AND id IN (SELECT id FROM site_outbox WHERE state = 2 ORDER BY id LIMIT ?2)
        """
    }

    /// A server may say much.
    private static func shortened(_ reply: String) -> String {
        reply.utf8.count <= 1000 ? reply : String(decoding: reply.utf8.prefix(1000), as: UTF8.self) + "…"
    }
}
