import CGIKit

/// The result of writing an account.
public enum Saved {
    /// The account as it is now.
    case user(User)
    /// Another account has the name, the email address, or both.
    case taken(name: Bool, email: Bool)

    var isTaken: Bool { if case .taken = self { true } else { false } }
}

/// Operations of users on their accounts.
extension Page {
    /// Creates an account and signs its user in. If the form is sent twice, the second one signs in, too.
    ///
    /// - Throws: A `Failure` of the settings, the session or the database, and a 503 if no password slot becomes
    ///   free.
    @export(interface) public func register(
        name: String, email: String, password: String
    ) throws(Failure) -> Counted<Saved> {
        let asking = [try limitOfNetwork(.takenByAddress)]
        let limits = [try limitOfNetwork(.registrationByAddress), try limit(.registration, of: "")]
        let users = try users
        let status = try registeredStatus
        let new = try newSession(stays: try staysSignedIn)
        let registration = try counting(
            asking + limits, butNot: { (saved: Saved) in saved.isTaken ? limits : asking }
        ) { () throws(Failure) in
            // Saves the hash if the form is refused. (The name and address are checked again when they are written.)
            let taken = try failing { () throws(DatabaseError) in try users.taken(name: name, email: email) }
            if let taken { return taken }
            let hash = try hash(password)
            return try saved { () throws(UserStoreError) in
                try users.register(
                    name: name, email: email, passwordHash: hash, status: status, now: now, session: new
                ) { user in welcome(user) }
            }
        }
        switch registration {
        case .done(.user(let user)):
            try enter(new, of: user)
            note(.registered, account: user.id)
        case .done(.taken(_, true)):
            guard let user = try registeredBefore(name: name, email: email, password: password) else { break }
            if try currentUser?.id != user.id { try signIn(user, stays: try staysSignedIn) }
            return .done(.user(user))
        default: break
        }
        return registration
    }

    /// The account that an earlier submission of the same form created. Only revealed with the form's token and the password.
    private func registeredBefore(name: String, email: String, password: String) throws(Failure) -> User? {
        let users = try users
        guard let user = try failing({ () throws(DatabaseError) in try users.user(email: email) }),
            sameBytes(user.displayName, name), user.status != .inactive, try wasDone(.beginSession, for: user.id),
            try isPassword(password, of: user)
        else { return nil }
        return user
    }

    /// Changes a user's name, if that was not done too often.
    ///
    /// - Throws: A `Failure` of the database.
    @export(interface) public func rename(_ user: User, to name: String) throws(Failure) -> Counted<Saved> {
        let users = try users
        let limits = [try limit(.renameByUser, of: user)]
        var wait: Int64?
        let saved = try saved { () throws(UserStoreError) in
            wait = try users.rename(user.id, to: name, under: limits, now: now)
            return user
        }
        return if let wait { .tooMany(wait) } else { .done(saved) }
    }

    /// The user of a name, in upper or lower case; nil if there is none.
    ///
    /// - Throws: A `Failure` of the database.
    @export(interface) public func user(named name: String) throws(Failure) -> User? {
        let users = try users
        return try failing { () throws(DatabaseError) in try users.user(name: name) }
    }

    /// Whether a password is the signed-in user's, unless too many wrong ones were tried.
    func tryPassword(_ password: String, of user: User) throws(Failure) -> Counted<Bool> {
        let attempt = try tryPassword(of: user, isRight: { $0 }) { () throws(Failure) in
            try failing { () throws(SystemError) in try PasswordHash.verify(password, stored: user.passwordHash ?? "") }
        }
        if case .done(false) = attempt { note(.passwordFailed, account: user.id) }
        return attempt
    }

    /// Whether a password is the account's, as far as the rate limits allow checking.
    func isPassword(_ password: String, of user: User) throws(Failure) -> Bool {
        if case .done(true) = try tryPassword(password, of: user) { true } else { false }
    }

    func hash(_ password: String) throws(Failure) -> String {
        let cost = try passwordCost
        return try hashing { () throws(Failure) in
            try failing { () throws(SystemError) in try PasswordHash.generate(password, cost: cost) }
        }
    }

    /// The cost of new password hashes.
    ///
    /// - Throws: `Failure.configuration` if the setting is malformed.
    public var passwordCost: ScryptCost {
        get throws(Failure) { try failing { () throws(ConfigurationError) in try configuration.passwordCost } }
    }

    func saved(_ write: () throws(UserStoreError) -> User) throws(Failure) -> Saved {
        do throws(UserStoreError) {
            return .user(try write())
        } catch {
            switch error {
            case .taken(let name, let email): return .taken(name: name, email: email)
            case .database(let error): throw .database(error)
            }
        }
    }
}
