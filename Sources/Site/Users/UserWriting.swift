import CGIKit

/// The statements that write users, on a database opened for writing.
extension UserStore {
    /// Creates an account. If two use the same name or email address at once, the indexes let only one succeed.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - session: begins with it.
    ///   - message: a message that is queued with it.
    func register(
        name: String, email: String, passwordHash: String, role: Role = .user, status: Status = .new, now: Int64,
        session: Page.NewSession? = nil, message: (User) -> Email? = { _ in nil }
    ) throws(UserStoreError) -> User {
        let looks = NameLooks(name)
        return try database.write { () throws(UserStoreError) in
            try settlingNames(name: name, email: email, butOf: nil) { () throws(DatabaseError) in
                let user = try database.first(
                    User.self,
                    """
                    INSERT INTO users_user (name, email, password, role, status, name_key, email_key,
                        password_changed_seconds, created_seconds, name_look, name_look_written)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10)
                    RETURNING \(columns: User.self)
                    """, .text(name), .text(email), .text(passwordHash), .integer(role.rawValue),
                    .integer(status.rawValue),
                    .text(UserKeys.key(ofName: name)), .text(UserKeys.key(ofEmail: email)), .integer(now),
                    .text(looks.folded), .text(looks.read))!
                if let message = message(user) { try Outbox(database).queue(message, now: now) }
                if let session { _ = try database.beginSession(session, of: user, now: now) }
                return user
            }
        }
    }

    /// Changes a user's name. The one that they have counts under no limit.
    ///
    /// - Returns: nil if they have the name now, else the seconds after which the limits let them.
    /// - Throws: A ``UserStoreError``: ``UserStoreError/taken(name:email:)``, or one of the database.
    @discardableResult
    @export(interface) public func rename(
        _ id: Int64, to name: String, under limits: [RateLimit], now: Int64
    ) throws(UserStoreError) -> Int64? {
        try database.write { () throws(UserStoreError) in
            try settlingNames(name: name, email: nil, butOf: id) { () throws(DatabaseError) in
                let isOther = try database.exists(
                    "SELECT 1 FROM users_user WHERE id = ?2 AND name IS NOT ?1", .text(name), .integer(id))
                guard isOther else { return nil }
                if let wait = try database.count(limits, now: now) { return wait }
                try database.execute("UPDATE users_user SET name = ?1 WHERE id = ?2", .text(name), .integer(id))
                // After the trigger that clears the keys.
                try UserKeys.fill(in: database)
                return nil
            }
        }
    }

    /// Stores the hash of a new password. All sessions of the account end.
    ///
    /// - Parameters:
    ///   - session: begins with it.
    ///   - message: a message that is queued with it.
    ///   - now: seconds since 1970.
    /// - Returns: the account as it is now; nil if the password has changed in the meantime, or there is no such account.
    @discardableResult
    func changePassword(
        of user: User, to hash: String, beginning session: Page.NewSession? = nil, message: Email? = nil, now: Int64
    ) throws(DatabaseError) -> User? {
        try database.write { () throws(DatabaseError) in
            let count = try database.execute(
                "UPDATE users_user SET password = ?, password_changed_seconds = ? WHERE id = ? AND password IS ?",
                .text(hash), .integer(now), .integer(user.id), .text(user.passwordHash))
            guard count > 0, let changed = try self.user(id: user.id) else { return nil }
            try SessionStore(database).endAll(of: user.id)
            if let session { _ = try database.beginSession(session, of: changed, now: now) }
            if let message { try Outbox(database).queue(message, now: now) }
            return changed
        }
    }

    /// Stores the hash of a password that the operator sets. All sessions of the user end, and earlier wrong passwords
    /// are forgotten.
    ///
    /// - Parameters:
    ///   - user: The user.
    ///   - hash: The hash of the new password.
    ///   - now: Seconds since 1970.
    /// - Returns: False if there is no such user.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func replacePassword(
        of user: User, with hash: String, now: Int64
    ) throws(DatabaseError) -> Bool {
        try database.write { () throws(DatabaseError) in
            let count = try database.execute(
                "UPDATE users_user SET password = ?, password_changed_seconds = ? WHERE id = ?", .text(hash),
                .integer(now), .integer(user.id))
            guard count > 0 else { return false }
            try SessionStore(database).endAll(of: user.id)
            try database.forgetEvents(.signInFailureOfAccount, of: UserKeys.key(ofEmail: user.email ?? ""))
            return true
        }
    }

    /// Stores a better hash of the same password, at sign-in, unless it has changed in the meantime. The time of its
    /// last change stays. Sessions continue, except those without a number, which are bound to the stored hash.
    ///
    /// - Returns: Whether the old hash was still there.
    /// - Throws: A `DatabaseError`.
    @discardableResult
    @export(interface) public func rehash(
        _ id: Int64, from oldHash: String, to hash: String
    ) throws(DatabaseError) -> Bool {
        try database.write { () throws(DatabaseError) in
            let count = try database.execute(
                "UPDATE users_user SET password = ? WHERE id = ? AND password = ?", .text(hash), .integer(id),
                .text(oldHash))
            if count > 0 { try SessionStore(database).rebind(id, from: oldHash, to: hash) }
            return count > 0
        }
    }

    /// Changes a user's role.
    ///
    /// - Returns: False if there is no such user.
    /// - Throws: A `DatabaseError`.
    @discardableResult
    @export(interface) public func setRole(_ role: Role, of id: Int64) throws(DatabaseError) -> Bool {
        try database.write { () throws(DatabaseError) in
            try database.execute("UPDATE users_user SET role = ? WHERE id = ?", .integer(role.rawValue), .integer(id))
                > 0
        }
    }

    /// Closes an account. All its sessions end for good, even if it is reopened. Call this inside a transaction.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Returns: false if there is no such account, or it is closed already.
    func close(_ id: Int64, now: Int64) throws(DatabaseError) -> Bool {
        let count = try database.execute(
            "UPDATE users_user SET status_before = status, status = ?2 WHERE id = ?1 AND status IS NOT ?2",
            .integer(id), .integer(Status.inactive.rawValue))
        if count > 0 { try SessionStore(database).endEverywhere(of: id, now: now) }
        return count > 0
    }

    /// Writes a name or email address, unless another account has it. First computes the keys of rows that Flask has written.
    func settlingNames<Result>(
        name: String?, email: String?, butOf id: Int64?, _ body: () throws(DatabaseError) -> Result
    ) throws(UserStoreError) -> Result {
        let (nameIsTaken, emailIsTaken) = try failing { () throws(DatabaseError) in
            try UserKeys.fill(in: database)
            // The transaction holds the lock, so nobody can take the name or address in the meantime.
            return (try isNameTaken(name, butOf: id), try isEmailTaken(email, butOf: id))
        }
        guard !nameIsTaken, !emailIsTaken else { throw .taken(name: nameIsTaken, email: emailIsTaken) }
        return try failing(body)
    }

    /// Nil if no account is known to have the name or the address. What Flask has written meanwhile may not be.
    func taken(name: String, email: String) throws(DatabaseError) -> Saved? {
        let name = try isNameTaken(name, butOf: nil, lookedFor: "name_key IS NOT NULL")
        let email = try isEmailTaken(email, butOf: nil)
        return name || email ? .taken(name: name, email: email) : nil
    }

    /// Whether another account has a name or one that looks like it. One's own name one may keep, whoever looks like it.
    ///
    /// - Parameter rows: those whose looks count. One without a key may have the looks of its former name, until it has one.
    private func isNameTaken(
        _ name: String?, butOf id: Int64?, lookedFor rows: SQL = "TRUE"
    ) throws(DatabaseError) -> Bool {
        guard let name else { return false }
        let looks = NameLooks(name)
        return try database.exists(
            """
            SELECT 1 FROM users_user
            WHERE (name = ?1 OR name_key = ?2 OR name_look = ?3 AND \(rows) OR name_look_written = ?4 AND \(rows))
                AND id IS NOT ?5
                AND NOT EXISTS (SELECT 1 FROM users_user WHERE id = ?5 AND name = ?1)
            LIMIT 1
            """, .text(name), .text(UserKeys.key(ofName: name)), .text(looks.folded), .text(looks.read),
            .integer(id))
    }

    private func isEmailTaken(_ email: String?, butOf id: Int64?) throws(DatabaseError) -> Bool {
        guard let email else { return false }
        return try database.exists(
            "SELECT 1 FROM users_user WHERE (email = ?1 OR email_key = ?2) AND id IS NOT ?3 LIMIT 1", .text(email),
            .text(UserKeys.key(ofEmail: email)), .integer(id))
    }

    private func failing<Result>(_ body: () throws(DatabaseError) -> Result) throws(UserStoreError) -> Result {
        do { return try body() } catch { throw .database(error) }
    }
}
