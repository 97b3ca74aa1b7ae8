import CGIKit
import CSystem

/// The result of something that is rate limited.
public enum Counted<Result> {
    /// It was done, with this result.
    case done(Result)
    /// A rate limit was reached and nothing was done; the value is the number of seconds until the next try.
    case tooMany(Int64)
}

/// Passwords that are tried, and what else costs a password's hash.
extension Page {
    /// Tries a password of an account, if not too many wrong ones were tried before.
    ///
    /// It is counted before it is looked at, and what was right is taken back: of many that come at once no more are looked at than
    /// the limits allow, and a right one beyond them is refused as a wrong one is.
    ///
    /// - Parameters:
    ///   - user: whose it is; nil if nobody has the address.
    ///   - typed: the address that was typed.
    func tryPassword<Result>(
        of user: User?, typed: String = "", isRight: (Result) -> Bool, _ check: () throws(Failure) -> Result
    ) throws(Failure) -> Counted<Result> {
        let limits: [RateLimit]
        if let device = try knownDevice(of: user) {
            limits = [try limit(.signInFailureOfDevice, of: device)]
        } else {
            limits = [
                try limit(.signInFailureOfAccount, of: UserKeys.key(ofEmail: user?.email ?? typed)),
                try limitOfNetwork(.signInFailureByAddress),
            ]
        }
        do throws(Failure) {
            return try counting(limits, butNot: { isRight($0) ? limits : [] }) { () throws(Failure) in
                try hashing(of: limits[0].subject) { () throws(Failure) in try check() }
            }
        } catch {
            // In a database that can only be read nothing is counted: one password at a time, a second for each wrong one.
            guard case .database(let failed) = error, failed.isPassing else { throw error }
            return .done(try tryPasswordAlone(of: limits[0].subject, isRight, check))
        }
    }

    private func tryPasswordAlone<Result>(
        of subject: String, _ isRight: (Result) -> Bool, _ check: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try passwordSlots.holdingAlone(for: passwordClient(subject)) { () throws(Failure) in
            let result = try check()
            if !isRight(result) { sleep(1) }
            return result
        }
    }

    /// Does something that is counted before it is begun, under limits.
    ///
    /// - Parameter uncounted: those under which what came of it does not count. What fails counts under none.
    func counting<Result>(
        _ limits: [RateLimit], butNot uncounted: (Result) -> [RateLimit], _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Counted<Result> {
        let database = try database
        let second = now
        let wait = try failing { () throws(DatabaseError) in
            try database.write { () throws(DatabaseError) in try database.count(limits, now: second) }
        }
        if let wait { return .tooMany(wait) }
        func uncount(_ limits: [RateLimit]) {
            guard !limits.isEmpty else { return }
            // What cannot be taken back now is counted for as long as the window is.
            try? database.write { () throws(DatabaseError) in try database.uncount(limits, at: second) }
        }
        do throws(Failure) {
            let result = try body()
            uncount(uncounted(result))
            return .done(result)
        } catch {
            uncount(limits)
            throw error
        }
    }

    /// Forgets the wrong passwords of an account: whoever has reset it by a mailed link is its owner.
    func forgetWrongPasswords(of user: User) throws(Failure) {
        let database = try database
        try failing { () throws(DatabaseError) in
            try database.write { () throws(DatabaseError) in
                try database.forgetEvents(.signInFailureOfAccount, of: UserKeys.key(ofEmail: user.email ?? ""))
            }
        }
    }

    /// Refuses a form after too many wrong passwords, with 429. It says the same whether or not the account exists and
    /// the password was right.
    @export(interface) public func refuseTooManyPasswords(_ form: Form, wait: Int64) {
        let advice = sendsMail ? ", or have a link mailed to you that resets your password" : ""
        refuseTooMany(form, wait: wait, "There were too many failed attempts. Try again in", advice)
    }

    // MARK: Hashing

    /// Does what hashes a password, as soon as not too many others do.
    ///
    /// - Parameter subject: of whom few may wait at once; nil: only the client's network counts.
    func hashing<Result>(
        of subject: String? = nil, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try passwordSlots.holding(for: passwordClient(subject), body)
    }

    private func passwordClient(_ subject: String?) -> PasswordClient {
        PasswordClient(network: RateLimit.network(of: request.remoteAddress), account: subject)
    }

    private var passwordSlots: PasswordSlots {
        get throws(Failure) {
            let count = try failing { () throws(ConfigurationError) in try configuration.passwordSlots }
            return PasswordSlots(count: count, folder: parentFolder(of: try configuration.database.path))
        }
    }
}
