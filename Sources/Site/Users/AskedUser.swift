import CGIKit

/// The account that a session names, to be read in one statement with the session, if the database knows it, and the limits
/// that are reached of those that are asked for.
struct AskedUser {
    typealias Found = (user: User, session: KnownSession?, reached: [RateLimit])

    /// Nil for nobody.
    let id: Int64?
    let number: SessionNumber?
    /// Whether it is asked when the session was used last.
    let seen: Bool
    /// Whether to count what waits for them, if they are staff.
    let isStaff: Bool
    let limits: AskedLimits

    /// Those of the columns; they come first in the statement.
    var values: [DatabaseValue] { [.integer(id), .integer(number?.rawValue)] + limits.values }

    /// - Returns: nil if an outer join has found no such account.
    func read(_ row: inout RowDecoder) throws(DatabaseError) -> Found? {
        let session = KnownSession(number, from: &row, seen: seen)
        let counts = limits.counts(from: &row)
        return try row.found { (row) throws(DatabaseError) in
            let user = try User(from: &row, isNumbered: number != nil, isStaff: isStaff)
            return (user, session, limits.reached(counts, email: user.email ?? ""))
        }
    }
}

extension Page {
    /// - Parameter id: as the session has it.
    func asked(_ id: Int64?) throws(Failure) -> AskedUser {
        guard let id else { return .nobody(now: now) }
        let idle = try failing { () throws(ConfigurationError) in try configuration.sessionIdleTime }
        return AskedUser(
            id: id, number: try sessionNumber, seen: idle != nil, isStaff: try sessionIsStaffs,
            limits: try askedLimits(of: id))
    }
}

extension AskedUser {
    static func nobody(now: Int64) -> AskedUser {
        AskedUser(id: nil, number: nil, seen: false, isStaff: false, limits: AskedLimits(now: now))
    }
}
