import CGIKit

/// What came of an attempt to sign in.
public enum SignIn {
    case user(User)
    case wrongEmailOrPassword
    /// The password was right, but the account is closed.
    case inactive
}

extension UserStore {
    /// Checks an address and a password. Takes as long for an address that nobody has, or whose
    /// account has no password, as for a wrong password.
    public func signIn(email: String, password: String) throws(Failure) -> SignIn {
        let user = try failing { () throws(DatabaseError) in try self.user(email: email) }
        guard let user, let stored = user.passwordHash, PasswordHash.isVerifiable(stored) else {
            _ = try failing { () throws(SystemError) in try PasswordHash.verifyDummy(password) }
            return .wrongEmailOrPassword
        }
        guard try verify(password, stored) else { return .wrongEmailOrPassword }
        guard user.status != .inactive else { return .inactive }
        return .user(try strengthened(user, password))
    }

    /// Stores a hash of today's strength in place of an older one. A database that cannot be written is no reason not to
    /// let someone in.
    private func strengthened(_ user: User, _ password: String) throws(Failure) -> User {
        guard let stored = user.passwordHash, PasswordHash.needsRehash(stored) else { return user }
        let hash = try failing { () throws(SystemError) in try PasswordHash.generate(password) }
        guard (try? rehash(user.id, from: stored, to: hash)) == true else { return user }
        return try failing { () throws(DatabaseError) in try self.user(id: user.id) } ?? user
    }

    private func verify(_ password: String, _ stored: String) throws(Failure) -> Bool {
        try failing { () throws(SystemError) in try PasswordHash.verify(password, stored: stored) }
    }
}

extension Page {
    /// Signs a person in: their id goes into the session, which nobody can change because it is signed, with a mark of
    /// the password that ends the session when the password changes. What an anonymous visitor's session held is dropped.
    public func signIn(_ user: User) throws(Failure) {
        let session = try session
        session.clear()
        session["user_id"] = .int(Int(user.id))
        session[Page.stampKey] = .string(try secrets.passwordStamp.stamp(of: user.passwordHash ?? ""))
        setCurrentUser(user)
    }

    /// Ends the session.
    public func signOut() throws(Failure) {
        try session.clear()
        setCurrentUser(nil)
    }

    private static var stampKey: String { "password_stamp" }

    func signedInUser() throws(Failure) -> User? {
        guard let id = try sessionUserID else { return nil }
        let users = try users
        return try accepted(failing { () throws(DatabaseError) in try users.user(id: id) })
    }

    /// Whom the session says is signed in.
    var sessionUserID: Int64? {
        get throws(Failure) {
            guard case .int(let id) = try session["user_id"] else { return nil }
            return Int64(id)
        }
    }

    /// The account of the session, unless it is closed or the session has ended.
    func accepted(_ user: User?) throws(Failure) -> User? {
        guard let user, user.status != .inactive, try isSessionCurrent(for: user) else { return nil }
        return user
    }

    /// Whether the session was begun with the password that the account has now. Flask's sessions have no mark; where
    /// they are taken, they must be younger than the password.
    private func isSessionCurrent(for user: User) throws(Failure) -> Bool {
        let session = try session
        if let stamp = session[Page.stampKey]?.string {
            return try secrets.passwordStamp.matches(stamp, storedHash: user.passwordHash ?? "")
        }
        let digest = try failing { () throws(ConfigurationError) in try configuration.sessionDigest }
        guard digest == .sha1 else { return false }
        guard let changed = user.passwordChangedAt else { return true }
        return session.signedAt.map { $0 > changed } ?? false
    }
}
