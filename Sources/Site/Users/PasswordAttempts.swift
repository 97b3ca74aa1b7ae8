import CGIKit
import CSystem

/// The result of something that is rate limited.
public enum Counted<Result> {
    /// It was done, with this result.
    case done(Result)
    /// A rate limit was reached and nothing was done; the value is the number of seconds until the next try.
    case tooMany(Int64)
}

/// Password attempts, and other operations that hash a password.
extension Page {
    /// Checks a password of an account, unless too many wrong ones were tried.
    ///
    /// The attempt is counted before the password is checked, and the count is undone if it was right. So no matter how many
    /// attempts come at once, no more are checked than the limits allow, and beyond them even a right password is refused.
    ///
    /// - Parameters:
    ///   - user: the account; nil if none has the email address.
    ///   - typed: the email address that was entered.
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
            // A read-only database cannot count: one password at a time, and a second for each wrong one.
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

    /// Does something that is counted under rate limits before it begins.
    ///
    /// - Parameter uncounted: the limits for which this result is not counted. If it throws, nothing is counted.
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
            // If this fails, it stays counted until the window ends.
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

    /// Resets the count of wrong passwords of an account: whoever has reset the password with a link in an email is the user.
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
        let advice = sendsMail ? ", or get an email with a link to reset your password" : ""
        refuseTooMany(form, wait: wait, "Too many failed attempts. Try again in", advice)
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
