import CGIKit

/// What came of writing an account.
public enum Saved {
    case user(User)
    /// Another account has the name, the address, or both.
    case taken(name: Bool, email: Bool)

    var isTaken: Bool { if case .taken = self { true } else { false } }
}

/// What people do with their accounts.
extension Page {
    public func register(name: String, email: String, password: String) throws(Failure) -> Counted<Saved> {
        let limits = [try limitOfNetwork(.registrationByAddress), try limit(.registration, of: "")]
        let users = try users
        let status = try registeredStatus
        let registration = try counting(limits, unless: { (saved: Saved) in saved.isTaken }) { () throws(Failure) in
            let hash = try hash(password)
            return try saved { () throws(UserStoreError) in
                try users.register(
                    name: name, email: email, passwordHash: hash, status: status, now: clock.now
                ) { user in welcome(user) }
            }
        }
        if case .done(.user(let user)) = registration { note(.registered, account: user.id) }
        return registration
    }

    public func rename(_ user: User, to name: String) throws(Failure) -> Saved {
        let users = try users
        return try saved { () throws(UserStoreError) in
            try users.rename(user.id, to: name)
            return user
        }
    }

    /// Gives an account another password. Its sessions end everywhere but here.
    ///
    /// - Returns: false if the current password is another.
    public func changePassword(
        of user: User, from current: String, to password: String
    ) throws(Failure) -> Counted<Bool> {
        switch try tryPassword(current, of: user) {
        case .done(true): break
        case let refused: return refused
        }
        let hash = try hash(password)
        let users = try users
        let notice = passwordNotice(to: user)
        let changed = try failing { () throws(DatabaseError) in
            try users.changePassword(of: user.id, to: hash, message: notice, now: clock.now)
            return try users.user(id: user.id)
        }
        if let changed { try signIn(changed) }
        note(.passwordChanged, account: user.id)
        return .done(true)
    }

    /// The account with a name, upper and lower case counting as the same.
    public func user(named name: String) throws(Failure) -> User? {
        let users = try users
        return try failing { () throws(DatabaseError) in try users.user(name: name) }
    }

    /// Whether a password is that of somebody who is signed in, if not too many wrong ones were tried.
    func tryPassword(_ password: String, of user: User) throws(Failure) -> Counted<Bool> {
        let attempt = try tryPassword(of: user, isRight: { $0 }) { () throws(Failure) in
            try failing { () throws(SystemError) in try PasswordHash.verify(password, stored: user.passwordHash ?? "") }
        }
        if case .done(false) = attempt { note(.passwordFailed, account: user.id) }
        return attempt
    }

    func hash(_ password: String) throws(Failure) -> String {
        try hashing { () throws(Failure) in
            try failing { () throws(SystemError) in try PasswordHash.generate(password) }
        }
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
