import CGIKit

/// What came of an attempt to sign in.
public enum SignIn {
    case user(User)
    case wrongEmailOrPassword
    /// The password was right, but the account is closed; and why, if staff has said so.
    case inactive(reason: String?)
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
        guard user.status != .inactive else {
            let moderation = ModerationStore(database)
            return .inactive(reason: try failing { () throws(DatabaseError) in try moderation.banReason(of: user.id) })
        }
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
