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
    /// - Throws: A `DatabaseError`.
    @export(interface) public func user(id: Int64) throws(DatabaseError) -> User? {
        try database.first(User.self, "SELECT \(columns: User.self) FROM users_user WHERE id = ?", .integer(id))
    }

    /// The same with what waits for them, if they are staff.
    func staff(id: Int64) throws(DatabaseError) -> User? {
        let read = { (row: inout RowDecoder) throws(DatabaseError) in
            try User(from: &row, isNumbered: false, isStaff: true)
        }
        return try database.first(read, "SELECT \(columns: read) FROM users_user WHERE id = ?", .integer(id))
    }

    /// The account and the session that a cookie names, and those of the given limits that are reached.
    func user(_ asked: AskedUser) throws(DatabaseError) -> AskedUser.Found? {
        let statement = try database.prepare("SELECT \(columns: asked.read) FROM users_user WHERE id = ?1")
        statement.bind(asked.values)
        return try statement.next(asked.read) ?? nil
    }

    /// The user who signs in with an email address: the one with exactly this, otherwise the one with the same key.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func user(email: String) throws(DatabaseError) -> User? {
        let (key, displayed) = (UserKeys.key(ofEmail: email), UserKeys.displayed(ofEmail: email))
        return try database.first(User.self, UserStore.byEmail, .text(email), .text(key), .text(displayed))
    }

    /// The user of a name: the one with exactly this, otherwise the one with the same key.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func user(name: String) throws(DatabaseError) -> User? {
        let (key, lower) = (UserKeys.key(ofName: name), UnicodeForm.lowercased(name))
        return try database.first(User.self, UserStore.byName, .text(name), .text(key), .text(lower))
    }

    // The last condition of each finds rows that Flask has written since the keys were last computed.

    static var byEmail: SQL {
        """
        SELECT \(columns: User.self) FROM users_user
        WHERE email = ?1 OR email_key = ?2 OR (email_key IS NULL AND lower(email) IN (?2, ?3))
        ORDER BY email IS ?1 DESC, email_key IS NULL, id LIMIT 1
        """
    }

    static var byName: SQL {
        """
        SELECT \(columns: User.self) FROM users_user
        WHERE name = ?1 OR name_key = ?2 OR (name_key IS NULL AND lower(name) IN (?2, ?3))
        ORDER BY name IS ?1 DESC, name_key IS NULL, id LIMIT 1
        """
    }

    /// The number of accounts.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func count() throws(DatabaseError) -> Int {
        Int(try database.integer("SELECT count(*) FROM users_user") ?? 0)
    }
}
