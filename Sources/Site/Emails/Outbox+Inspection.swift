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
            case .queued: "\(Outbox.isQueued) AND owner IS NULL"
            case .leased: "\(Outbox.isQueued) AND owner IS NOT NULL"
            case .failed: Outbox.isFailed
            case .sent: "state = \(OutboxState.sent)"
            }
        return try database.all(
            OutboxMessage.self,
            "SELECT \(columns: OutboxMessage.self) FROM site_outbox WHERE \(condition) ORDER BY id DESC LIMIT ?",
            .integer(Int64(limit)))
    }

    private static var isFailed: SQL { "state <> \(OutboxState.sent) AND state = \(OutboxState.failed)" }

    /// An email by its number; nil if it does not exist.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func message(id: Int64) throws(DatabaseError) -> OutboxMessage? {
        try database.first(
            OutboxMessage.self, "SELECT \(columns: OutboxMessage.self) FROM site_outbox WHERE id = ?", .integer(id))
    }

    /// Makes an email due at once that was given up or waits, and starts its tries anew.
    ///
    /// - Returns: False if it does not exist, was sent, or a worker has it.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func retry(id: Int64, now: Int64) throws(DatabaseError) -> Bool {
        try database.execute(
            """
            UPDATE site_outbox
            SET state = \(OutboxState.queued), due_seconds = ?2, created_seconds = ?2, tries = 0, owner = NULL
            WHERE id = ?1 AND (state = \(OutboxState.failed)
                OR state = \(OutboxState.queued) AND (owner IS NULL OR due_seconds <= ?2))
            """, .integer(id), .integer(now)) > 0
    }

    /// Makes all emails due that were given up.
    ///
    /// - Returns: How many.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func retryFailed(now: Int64) throws(DatabaseError) -> Int {
        try database.execute(
            """
            UPDATE site_outbox SET state = \(OutboxState.queued), due_seconds = ?1, created_seconds = ?1, tries = 0
            WHERE \(Outbox.isFailed)
            """, .integer(now))
    }

    /// Removes an email, unless a worker has it.
    ///
    /// - Returns: Whether it did.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func drop(id: Int64, now: Int64) throws(DatabaseError) -> Bool {
        try database.execute(
            """
            DELETE FROM site_outbox
            WHERE id = ?1 AND NOT (state = \(OutboxState.queued) AND owner IS NOT NULL AND due_seconds > ?2)
            """, .integer(id), .integer(now)) > 0
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
        let groups = try database.all(
            Group.self,
            """
            SELECT \(columns: Group.self) FROM site_outbox
            WHERE state <> \(OutboxState.sent) GROUP BY 1, 2, 3
            """, .integer(now))
        for group in groups {
            switch (group.state, group.isLeased, group.isDue) {
            case (.failed, _, _): counts.failed += group.count
            case (_, true, _): counts.leased += group.count
            case (_, _, true): counts.due += group.count
            default: counts.later += group.count
            }
        }
        return counts
    }

    /// Messages of one kind, at the time ?1.
    struct Group: RowDecodable {
        let state: OutboxState?
        let isLeased: Bool
        let isDue: Bool
        let count: Int64

        init(from row: inout RowDecoder) throws(DatabaseError) {
            state = OutboxState(rawValue: try row.requiredInteger("state"))
            isLeased = row.integer("owner IS NOT NULL AND due_seconds > ?1") == 1
            isDue = row.integer("due_seconds <= ?1") == 1
            count = try row.requiredInteger("count(*)")
        }
    }

    /// The number of the newest email; 0 if there are none.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func newestID() throws(DatabaseError) -> Int64 {
        try database.integer("SELECT max(id) FROM site_outbox") ?? 0
    }
}
