import CGIKit

/// How often somebody may do something within a minute, or another time. Counted inside the transaction that does it, so
/// that the limit is exact however many ask at once.
public struct RateLimit {
    /// What is limited; the numbers are stored.
    public enum Kind: Int64, Sendable {
        case postByUser = 1
        case postByAddress = 2
        case commentByUser = 3
        case commentByAddress = 4
        case reportByUser = 5
        case keptTextByAddress = 6
        case failureDigest = 7
        case resetByAddress = 8
        case resetOfAccount = 9
        case accountMailByUser = 10
        case accountMailTo = 11
        case noticeTo = 12
        /// A page that failed (``FailedPages``); its subject is what failed.
        case failedPage = 13
        case signInFailureOfAccount = 14
        case signInFailureOfDevice = 15
        case signInFailureByAddress = 16
        case registrationByAddress = 17
        case registration = 18
        case accountMailByAddress = 19
        case editByUser = 20
        case editByAddress = 21
        case takenByAddress = 22
        /// What staff is told of its queue.
        case staffDigest = 40
    }

    public let kind: Kind
    /// Whose deeds are counted together: a user's id, or an address.
    public let subject: String
    /// The most within the window; 0 is no limit.
    public let most: Int
    /// Seconds.
    public let window: Int64
    /// As many times a single deed counts.
    public private(set) var weight = 1

    @export(interface) public init(_ limit: Limit, subject: String, most: Int) {
        self.init(limit.kind, subject: subject, most: most, window: limit.window)
    }

    @export(interface) public init(_ kind: Kind, subject: String, most: Int, window: Int64 = 60) {
        self.kind = kind
        self.subject = subject
        self.most = most
        self.window = window
    }

    /// - Parameter address: the client's, as the request names it. Of an IPv6 address the network counts: a single
    ///   customer has 2^64 of them.
    @export(interface) public init(_ kind: Kind, address: String, most: Int, window: Int64 = 60) {
        self.init(kind, subject: RateLimit.network(of: address), most: most, window: window)
    }

    /// The same for another subject.
    func of(_ subject: String) -> RateLimit { RateLimit(kind, subject: subject, most: most, window: window) }

    /// The same for a deed of which something is kept: it counts once more for each 10,000 bytes, but is possible at all.
    func keeping(bytes: Int) -> RateLimit {
        var limit = self
        limit.weight = max(min(1 + bytes / 10_000, most), 1)
        return limit
    }

    /// One name for the network of an IPv6 address, or for an IPv4 address, however they are written; any other text as it is.
    static func network(of address: String) -> String { IPAddress(address)?.customer ?? address }
}

extension Database {
    /// Counts one more deed under several limits, unless one of them is reached; then it counts under none. To be called
    /// inside the transaction that does it.
    ///
    /// - Returns: nil if it may be done, else the seconds after which it may.
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

    /// Notes with a person when a limit that they have reached lets them go on, so that forms can tell before anything is
    /// typed, and no page has to look it up.
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

    /// Counts one more, whatever the limit.
    func countEvent(
        _ kind: RateLimit.Kind, _ subject: String, weight: Int = 1, now: Int64
    ) throws(DatabaseError) {
        try execute(
            """
            INSERT INTO site_event (kind, subject, second, count) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (kind, subject, second) DO UPDATE SET count = count + ?4
            """, .integer(kind.rawValue), .text(subject), .integer(now), .integer(Int64(weight)))
    }

    /// Takes back what was counted at a time, because it came to nothing. To be called inside a transaction.
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

    /// Forgets all that a subject has done of a kind. To be called inside a transaction.
    func forgetEvents(_ kind: RateLimit.Kind, of subject: String) throws(DatabaseError) {
        try execute(
            "DELETE FROM site_event WHERE kind = ? AND subject = ?", .integer(kind.rawValue), .text(subject))
    }

    /// Forgets what is past, whosever it was: nobody's address is kept for longer than it counts.
    func forgetEvents(_ kind: RateLimit.Kind, until second: Int64) throws(DatabaseError) {
        try execute(Database.forgettingUntil, .integer(kind.rawValue), .integer(second))
    }

    private func forgetEvents(_ kind: RateLimit.Kind, after second: Int64) throws(DatabaseError) {
        try execute(Database.forgettingAfter, .integer(kind.rawValue), .integer(second))
    }

    static var forgettingUntil: SQL { "DELETE FROM site_event WHERE kind = ? AND second <= ?" }
    static var forgettingAfter: SQL { "DELETE FROM site_event WHERE kind = ? AND second > ?" }

    /// The seconds until one more is allowed; nil if it is now. Forgets what is past.
    private func wait(for limit: RateLimit, now: Int64) throws(DatabaseError) -> Int64? {
        let start = now - limit.window
        try forgetEvents(limit.kind, until: start)
        // A clock that was set back leaves events in the future: such of the next window count like those of now; such of
        // later would keep somebody waiting for as long as the clock was wrong.
        try forgetEvents(limit.kind, after: now + limit.window)
        return wait(for: limit, after: try events(of: limit), now: now)
    }

    static var eventsOfSubject: SQL {
        "SELECT second, count FROM site_event WHERE kind = ? AND subject = ? ORDER BY second"
    }

    private typealias Event = (second: Int64, count: Int64)

    private func events(of limit: RateLimit) throws(DatabaseError) -> [Event] {
        try all(Database.eventsOfSubject, .integer(limit.kind.rawValue), .text(limit.subject)) {
            row throws(DatabaseError) -> Event in (try row.requiredInteger(0), try row.requiredInteger(1))
        }
    }

    /// The seconds until one more is allowed, for those who only read; nil if it is now.
    func pending(_ limit: RateLimit, now: Int64) throws(DatabaseError) -> Int64? {
        let past = try events(of: limit).filter { $0.second > now - limit.window }
        return wait(for: limit, after: past, now: now)
    }

    /// - Parameter past: what happened within the window, the oldest first.
    private func wait(for limit: RateLimit, after past: [Event], now: Int64) -> Int64? {
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
