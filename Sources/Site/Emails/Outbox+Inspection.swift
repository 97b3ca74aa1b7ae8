import CGIKit

/// What operators see and do (`sitectl mail`).
extension Outbox {
    /// Which emails to list.
    public enum Selection: String, CaseIterable, Sendable {
        /// Those that wait, also for another try.
        case queued
        /// Those that a worker has, or had when it died.
        case leased
        /// Those that were given up.
        case failed
        /// Those that were delivered, as long as they are kept.
        case sent
    }

    /// The newest emails, the newest first; nil selects all.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func messages(
        _ selection: Selection?, limit: Int
    ) throws(DatabaseError) -> [OutboxMessage] {
        let condition: SQL =
            switch selection {
            case nil: "1"
            case .queued: "state <> 2 AND state = 0 AND owner IS NULL"
            case .leased: "state <> 2 AND state = 0 AND owner IS NOT NULL"
            case .failed: "state <> 2 AND state = 1"
            case .sent: "state = 2"
            }
        return try database.all(
            "SELECT \(OutboxMessage.columns) FROM site_outbox WHERE \(condition) ORDER BY id DESC LIMIT ?",
            .integer(Int64(limit))
        ) { row throws(DatabaseError) in try OutboxMessage(row) }
    }

    /// An email by its number; nil if it does not exist.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func message(id: Int64) throws(DatabaseError) -> OutboxMessage? {
        try database.first("SELECT \(OutboxMessage.columns) FROM site_outbox WHERE id = ?", .integer(id)) {
            row throws(DatabaseError) in try OutboxMessage(row)
        }
    }

    /// Makes an email due at once that was given up or waits, and starts its tries anew.
    ///
    /// - Returns: False if it does not exist, was sent, or a worker has it.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func retry(id: Int64, now: Int64) throws(DatabaseError) -> Bool {
        try database.execute(
            """
            UPDATE site_outbox SET state = 0, due_seconds = ?2, created_seconds = ?2, tries = 0, owner = NULL
            WHERE id = ?1 AND (state = 1 OR state = 0 AND (owner IS NULL OR due_seconds <= ?2))
            """, .integer(id), .integer(now)) > 0
    }

    /// Makes all emails due that were given up.
    ///
    /// - Returns: How many.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func retryFailed(now: Int64) throws(DatabaseError) -> Int {
        try database.execute(
            """
            UPDATE site_outbox SET state = 0, due_seconds = ?1, created_seconds = ?1, tries = 0
            WHERE state <> 2 AND state = 1
            """, .integer(now))
    }

    /// Removes an email, unless a worker has it.
    ///
    /// - Returns: Whether it did.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func drop(id: Int64, now: Int64) throws(DatabaseError) -> Bool {
        try database.execute(
            "DELETE FROM site_outbox WHERE id = ?1 AND NOT (state = 0 AND owner IS NOT NULL AND due_seconds > ?2)",
            .integer(id), .integer(now)) > 0
    }

    /// How many emails are not sent.
    public struct Counts: Equatable {
        /// Those that are due now.
        public var due: Int64 = 0
        /// Those that are to be tried later.
        public var later: Int64 = 0
        /// Those that a worker has.
        public var leased: Int64 = 0
        /// Those that were given up.
        public var failed: Int64 = 0
    }

    /// The state of the queue.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func counts(now: Int64) throws(DatabaseError) -> Counts {
        var counts = Counts()
        let rows = try database.all(
            """
            SELECT state, owner IS NOT NULL AND due_seconds > ?1, due_seconds <= ?1, count(*) FROM site_outbox
            WHERE state <> 2 GROUP BY 1, 2, 3
            """, .integer(now)
        ) { row throws(DatabaseError) in
            (
                state: try row.requiredInteger(0), leased: row.integer(1) == 1, due: row.integer(2) == 1,
                count: try row.requiredInteger(3)
            )
        }
        for row in rows {
            switch (row.state, row.leased, row.due) {
            case (1, _, _): counts.failed += row.count
            case (_, true, _): counts.leased += row.count
            case (_, _, true): counts.due += row.count
            default: counts.later += row.count
            }
        }
        return counts
    }

    /// The number of the newest email; 0 if there are none.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func newestID() throws(DatabaseError) -> Int64 {
        try database.first("SELECT max(id) FROM site_outbox") { $0.integer(0) ?? 0 } ?? 0
    }
}
