import CGIKit

/// The result of an attempt to sign in.
public enum SignIn {
    /// The user is signed in.
    case user(User)
    /// Which of the two is wrong is never said.
    case wrongEmailOrPassword
    /// The password was right, but the account is closed; with the reason, if staff has given one.
    case inactive(reason: String?)
    /// The form belongs to an earlier session.
    case stale
}

extension Page {
    /// Checks an email address and a password, and signs the user in if they are right. If the form is sent twice, the
    /// second one signs in, too.
    ///
    /// - Parameters:
    ///   - email: The address as it was typed.
    ///   - password: The password as it was typed.
    ///   - stays: Whether the session outlives the browser.
    /// - Throws: A `Failure` of the settings, the session or the database, and a 503 if no password slot becomes
    ///   free.
    @export(interface) public func signIn(
        email: String, password: String, stays: Bool
    ) throws(Failure) -> Counted<SignIn> {
        let users = try users
        let user = try failing { () throws(DatabaseError) in try users.user(email: email) }
        accountAskedFor = user?.id
        let cost = try passwordCost
        let attempt = try tryPassword(of: user, typed: email, isRight: { $0.isRight }) { () throws(Failure) in
            try users.signIn(user, password: password, cost: cost)
        }
        switch attempt {
        case .done(.user(let user)):
            if isRepeated { return try currentUser?.id == user.id ? attempt : .done(.stale) }
            try signIn(user, stays: stays)
            try rememberDevice(of: user)
            note(.signedIn, account: user.id)
        case .done: note(.signInFailed, account: user?.id)
        case .tooMany: break
        }
        return attempt
    }
}

extension SignIn {
    /// Whether the password was right.
    fileprivate var isRight: Bool { if case .wrongEmailOrPassword = self { false } else { true } }
}

extension UserStore {
    /// Checks the password of the account with an email address. If there is no such account, or it has no password, this takes
    /// as long as for a wrong password.
    ///
    /// - Parameter cost: the cost of new hashes.
    func signIn(_ user: User?, password: String, cost: ScryptCost) throws(Failure) -> SignIn {
        guard let user, let stored = user.passwordHash, PasswordHash.isVerifiable(stored) else {
            _ = try failing { () throws(SystemError) in try PasswordHash.verifyDummy(password, cost: cost) }
            return .wrongEmailOrPassword
        }
        guard try verify(password, stored, cost) else { return .wrongEmailOrPassword }
        guard user.status != .inactive else {
            let moderation = ModerationStore(database)
            return .inactive(reason: try failing { () throws(DatabaseError) in try moderation.banReason(of: user.id) })
        }
        return try strengthened(user, password, cost).map { .user($0) } ?? .wrongEmailOrPassword
    }

    /// Replaces a weaker hash. If the database cannot be written, the user is signed in anyway.
    ///
    /// - Returns: the account as it is now; nil if the password has changed in the meantime.
    private func strengthened(_ user: User, _ password: String, _ cost: ScryptCost) throws(Failure) -> User? {
        guard let stored = user.passwordHash, PasswordHash.needsRehash(stored, cost: cost) else { return user }
        let hash = try failing { () throws(SystemError) in
            try PasswordHash.generate(password, cost: cost, inPlaceOf: stored)
        }
        guard let isStored = try? rehash(user.id, from: stored, to: hash) else { return user }
        let current = try failing { () throws(DatabaseError) in try self.user(id: user.id) }
        if isStored { return current ?? user }
        // Another process was first, and stored such a hash, or another password.
        guard let current, let other = current.passwordHash, try verify(password, other, cost) else { return nil }
        return current
    }

    private func verify(_ password: String, _ stored: String, _ cost: ScryptCost) throws(Failure) -> Bool {
        try failing { () throws(SystemError) in try PasswordHash.verify(password, stored: stored, cost: cost) }
    }
}
