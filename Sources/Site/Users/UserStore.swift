import CGIKit

/// Why a user could not be written.
public enum UserStoreError: Error, Equatable, TransactionFailure {
    /// Another account has the name or one that looks like it, the email address, or both.
    case taken(name: Bool, email: Bool)
    /// The database failed.
    case database(DatabaseError)

    public init(_ error: DatabaseError) { self = .database(error) }
}

/// Reads and writes users. Each query that finds one is one `SELECT`.
public struct UserStore {
    let database: Database

    /// Works on a connection, which must be for writing where something is changed.
    public init(_ database: Database) { self.database = database }

    /// A user by their ID; nil if there is none.
    ///
    /// - Parameters:
    ///   - id: The user ID.
    ///   - isStaff: Whether to count the moderation queue, if the user is staff.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func user(id: Int64, isStaff: Bool = false) throws(DatabaseError) -> User? {
        let columns = User.Columns(hasQueue: isStaff)
        return try database.first("SELECT \(columns.sql) FROM users_user WHERE id = ?", .integer(id)) {
            row throws(DatabaseError) in try User(row, columns)
        }
    }

    /// The account and the session that a cookie names, if the database knows it, and those of the given limits that are
    /// reached.
    ///
    /// - Parameter seen: whether to read when the session was last used.
    func user(
        id: Int64, session number: SessionNumber?, seen: Bool, isStaff: Bool, _ limits: AskedLimits
    ) throws(DatabaseError) -> (user: User, session: KnownSession?, reached: [RateLimit])? {
        let columns = User.Columns(hasTimes: number == nil, hasQueue: isStaff)
        let session = KnownSession.Columns(hasSeen: seen)
        let more: SQL = limits.isEmpty ? "" : ", \(limits.columns)"
        let statement = try database.prepare(
            "SELECT \(columns.sql), \(session.sql)\(more) FROM users_user WHERE id = ?1")
        statement.bind([.integer(id), .integer(number?.rawValue)] + limits.values)
        guard try statement.step() else { return nil }
        let user = try User(statement, columns)
        return (
            user, KnownSession(number, statement, session, from: columns.count),
            limits.reached(statement, from: columns.count + session.count, email: user.email ?? "")
        )
    }

    /// The user who signs in with an email address: the one with exactly this, otherwise the one with the same key.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func user(email: String) throws(DatabaseError) -> User? {
        let (key, displayed) = (UserKeys.key(ofEmail: email), UserKeys.displayed(ofEmail: email))
        return try database.first(UserStore.byEmail, .text(email), .text(key), .text(displayed)) {
            row throws(DatabaseError) in try User(row)
        }
    }

    /// The user of a name: the one with exactly this, otherwise the one with the same key.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func user(name: String) throws(DatabaseError) -> User? {
        let (key, lower) = (UserKeys.key(ofName: name), UnicodeForm.lowercased(name))
        return try database.first(UserStore.byName, .text(name), .text(key), .text(lower)) {
            row throws(DatabaseError) in try User(row)
        }
    }

    // The last condition of each finds rows that Flask has written since the keys were last computed.

    static var byEmail: SQL {
        """
        SELECT \(User.columns) FROM users_user
        WHERE email = ?1 OR email_key = ?2 OR (email_key IS NULL AND lower(email) IN (?2, ?3))
        ORDER BY email IS ?1 DESC, email_key IS NULL, id LIMIT 1
        """
    }

    static var byName: SQL {
        """
        SELECT \(User.columns) FROM users_user
        WHERE name = ?1 OR name_key = ?2 OR (name_key IS NULL AND lower(name) IN (?2, ?3))
        ORDER BY name IS ?1 DESC, name_key IS NULL, id LIMIT 1
        """
    }

    /// The number of accounts.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func count() throws(DatabaseError) -> Int {
        let count = try database.first("SELECT count(*) FROM users_user") { $0.integer(0) } ?? nil
        return Int(count ?? 0)
    }
}
