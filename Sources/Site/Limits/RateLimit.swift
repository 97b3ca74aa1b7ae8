import CGIKit

/// How often something may be done within a window, by one subject. It is counted inside the transaction that does it,
/// so that the limit is exact however many requests come at once.
public struct RateLimit {
    /// What is limited; the raw values are stored.
    public enum Kind: Int64, Sendable {
        /// New posts of a user.
        case postByUser = 1
        /// New posts from a network.
        case postByAddress = 2
        /// New comments of a user.
        case commentByUser = 3
        /// New comments from a network.
        case commentByAddress = 4
        /// Reports of a user.
        case reportByUser = 5
        /// Texts that are kept while their writer signs in, from a network.
        case keptTextByAddress = 6
        /// Emails to `ADMINS` about failures.
        case failureDigest = 7
        /// Emails to reset a password, from a network.
        case resetByAddress = 8
        /// Emails to reset a password, to an email address.
        case resetOfAccount = 9
        /// Emails that confirm an email address, for a user.
        case accountMailByUser = 10
        /// Emails that confirm an email address, to an address.
        case accountMailTo = 11
        /// Notifications that are sent at once, to a user.
        case noticeTo = 12
        /// A page that failed; its subject is what failed.
        case failedPage = 13
        /// Wrong passwords for an email address.
        case signInFailureOfAccount = 14
        /// Wrong passwords in a known device.
        case signInFailureOfDevice = 15
        /// Wrong passwords from a network.
        case signInFailureByAddress = 16
        /// New accounts from a network.
        case registrationByAddress = 17
        /// New accounts altogether.
        case registration = 18
        /// Emails that confirm an email address, from a network.
        case accountMailByAddress = 19
        /// Edits of a user.
        case editByUser = 20
        /// Edits from a network.
        case editByAddress = 21
        /// Questions for names and email addresses that are taken, from a network.
        case takenByAddress = 22
        /// Changes of a user's name.
        case renameByUser = 23
        /// Emails to staff about the moderation queue.
        case staffDigest = 40
    }

    /// What is limited.
    public let kind: Kind
    /// What is counted together: a user ID, a network, or an email address.
    public let subject: String
    /// How many are allowed within the window; 0 is no limit.
    public let most: Int
    /// The length of the window in seconds.
    public let window: Int64
    /// How much one action is counted as; above 1 for one of which much is kept.
    public private(set) var weight = 1

    /// A limit of ``Limit/all`` for a subject.
    @export(interface) public init(_ limit: Limit, subject: String, most: Int) {
        self.init(limit.kind, subject: subject, most: most, window: limit.window)
    }

    /// A limit of its own.
    @export(interface) public init(_ kind: Kind, subject: String, most: Int, window: Int64 = 60) {
        self.kind = kind
        self.subject = subject
        self.most = most
        self.window = window
    }

    /// A limit for the network of a client. For an IPv6 address that is its /64, because a single customer has 2^64
    /// addresses.
    ///
    /// - Parameters:
    ///   - kind: What is limited.
    ///   - address: The client's IP address, as the request has it.
    ///   - most: How many are allowed within the window; 0 is no limit.
    ///   - window: The length of the window in seconds.
    @export(interface) public init(_ kind: Kind, address: String, most: Int, window: Int64 = 60) {
        self.init(kind, subject: RateLimit.network(of: address), most: most, window: window)
    }

    /// The same for another subject.
    func of(_ subject: String) -> RateLimit { RateLimit(kind, subject: subject, most: most, window: window) }

    /// The same for an operation that stores data: it counts once more for each 10,000 bytes, but is never impossible.
    func keeping(bytes: Int) -> RateLimit {
        var limit = self
        limit.weight = max(min(1 + bytes / 10_000, most), 1)
        return limit
    }

    /// The seconds whose events are counted. If the clock was set back, there are events in the future. Those within the next window
    /// count as if they were now; later ones are ignored, because they would block somebody for as long as the clock was wrong.
    fileprivate func counted(at now: Int64) -> ClosedRange<Int64> { (now - window + 1)...(now + window) }

    /// The canonical form of an IPv4 address or of an IPv6 address's network; any other text unchanged.
    static func network(of address: String) -> String { IPAddress(address)?.customer ?? address }
}

extension Database {
    /// Counts one action under several limits, unless one of them is reached; then it is counted under none. It must be
    /// called inside the transaction of the action.
    ///
    /// - Returns: Nil if the action is allowed, otherwise the number of seconds until it is.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func count(_ limits: [RateLimit], now: Int64) throws(DatabaseError) -> Int64? {
        let limits = limits.filter { $0.most > 0 }
        var longest: Int64?
        for limit in limits {
            if let wait = try wait(for: limit, now: now) { longest = max(longest ?? 0, wait) }
        }
        guard longest == nil else { return longest }
        for limit in limits {
            try countEvent(limit.kind, limit.subject, weight: limit.weight, now: now)
            try noteNext(limit, now: now)
        }
        return nil
    }

    /// Stores with the account when a reached limit ends, so that forms can say so when they open without an extra query.
    private func noteNext(_ limit: RateLimit, now: Int64) throws(DatabaseError) {
        let column: SQL
        switch limit.kind {
        case .postByUser: column = "posts_again_seconds"
        case .commentByUser: column = "comments_again_seconds"
        default: return
        }
        guard let id = Int64(limit.subject), let wait = wait(for: limit, after: try events(of: limit), now: now) else {
            return
        }
        try execute("UPDATE users_user SET \(column) = ? WHERE id = ?", .integer(now + wait), .integer(id))
    }

    /// Counts one operation regardless of the limit.
    func countEvent(
        _ kind: RateLimit.Kind, _ subject: String, weight: Int = 1, now: Int64
    ) throws(DatabaseError) {
        try execute(
            """
            INSERT INTO site_event (kind, subject, second, count) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (kind, subject, second) DO UPDATE SET count = count + ?4
            """, .integer(kind.rawValue), .text(subject), .integer(now), .integer(Int64(weight)))
    }

    /// Undoes a count, because the operation had no effect. Call this inside a transaction.
    func uncount(_ limits: [RateLimit], at second: Int64) throws(DatabaseError) {
        for limit in limits where limit.most > 0 {
            try execute(
                "UPDATE site_event SET count = count - ?4 WHERE kind = ?1 AND subject = ?2 AND second = ?3",
                .integer(limit.kind.rawValue), .text(limit.subject), .integer(second), .integer(Int64(limit.weight)))
            try execute(
                "DELETE FROM site_event WHERE kind = ? AND subject = ? AND second = ? AND count <= 0",
                .integer(limit.kind.rawValue), .text(limit.subject), .integer(second))
        }
    }

    /// Deletes all counts of a kind for a subject. Call this inside a transaction.
    func forgetEvents(_ kind: RateLimit.Kind, of subject: String) throws(DatabaseError) {
        try execute(
            "DELETE FROM site_event WHERE kind = ? AND subject = ?", .integer(kind.rawValue), .text(subject))
    }

    /// Deletes expired counts of all subjects: no address is kept for longer than necessary.
    func forgetEvents(_ kind: RateLimit.Kind, until second: Int64) throws(DatabaseError) {
        try execute(Database.forgettingUntil, .integer(kind.rawValue), .integer(second))
    }

    private func forgetEvents(_ kind: RateLimit.Kind, after second: Int64) throws(DatabaseError) {
        try execute(Database.forgettingAfter, .integer(kind.rawValue), .integer(second))
    }

    static var forgettingUntil: SQL { "DELETE FROM site_event WHERE kind = ? AND second <= ?" }
    static var forgettingAfter: SQL { "DELETE FROM site_event WHERE kind = ? AND second > ?" }

    /// The seconds until the next operation is allowed; nil if it is now. Deletes expired counts.
    private func wait(for limit: RateLimit, now: Int64) throws(DatabaseError) -> Int64? {
        let counted = limit.counted(at: now)
        try forgetEvents(limit.kind, until: counted.lowerBound - 1)
        try forgetEvents(limit.kind, after: counted.upperBound)
        return wait(for: limit, after: try events(of: limit), now: now)
    }

    static var eventsOfSubject: SQL {
        "SELECT \(columns: CountedSecond.self) FROM site_event WHERE kind = ? AND subject = ? ORDER BY second"
    }

    private func events(of limit: RateLimit) throws(DatabaseError) -> [CountedSecond] {
        try all(
            CountedSecond.self, Database.eventsOfSubject, .integer(limit.kind.rawValue), .text(limit.subject))
    }

    /// The same without writing.
    func pending(_ limit: RateLimit, now: Int64) throws(DatabaseError) -> Int64? {
        let past = try events(of: limit).filter { limit.counted(at: now).contains($0.second) }
        return wait(for: limit, after: past, now: now)
    }

    /// - Parameter past: the events within the window, oldest first.
    private func wait(for limit: RateLimit, after past: [CountedSecond], now: Int64) -> Int64? {
        let start = now - limit.window
        var excess = past.reduce(Int64(limit.weight)) { $0 + $1.count } - Int64(limit.most)
        guard excess > 0 else { return nil }
        for event in past {
            excess -= event.count
            if excess <= 0 { return min(max(event.second - start, 1), limit.window) }
        }
        return limit.window
    }
}

/// How often something was done in a second.
struct CountedSecond: RowDecodable {
    let second: Int64
    let count: Int64

    init(from row: inout RowDecoder) throws(DatabaseError) {
        second = try row.requiredInteger("second")
        count = try row.requiredInteger("count")
    }
}
