import CGIKit

/// How a user changes their email address.
///
/// The new address has to be confirmed with a link. Then the old address is notified, with a link that reverts the change, so
/// that somebody who has taken over an account cannot keep it.
extension Page {
    /// The result of a request for another email address.
    public enum EmailChangeRequest {
        /// An email with a link went to the new address.
        case mailed
        /// The address is changed, because the site sends no mail.
        case changed
        /// The address is the account's already.
        case same
        /// The current password is wrong.
        case wrongPassword
        /// Another account has the address.
        case taken
        /// A rate limit was reached; the value is the number of seconds until the next request.
        case tooMany(Int64)
        /// Too many wrong passwords were tried; the value is the number of seconds until the next try.
        case tooManyPasswords(Int64)

        fileprivate var isTaken: Bool { if case .taken = self { true } else { false } }
    }

    /// Requests another email address for an account.
    ///
    /// - Parameters:
    ///   - user: The signed-in user.
    ///   - address: The new address.
    ///   - password: The current password, once more.
    /// - Throws: A `Failure` of the settings, the session or the database.
    @export(interface) public func changeEmail(
        of user: User, to address: String, password: String
    ) throws(Failure) -> EmailChangeRequest {
        // Without mail, the first submission of a form that is submitted twice has already made the change.
        if sendsMail, let current = user.email, sameBytes(current, address) { return .same }
        switch try tryPassword(password, of: user) {
        case .done(true): break
        case .done(false): return .wrongPassword
        case .tooMany(let wait): return .tooManyPasswords(wait)
        }
        let asking = [try limitOfNetwork(.takenByAddress)]
        let asked = try counting(asking, butNot: { (asked: EmailChangeRequest) in asked.isTaken ? [] : asking }) {
            () throws(Failure) in
            try askForEmail(address, of: user)
        }
        return switch asked {
        case .done(let asked): asked
        case .tooMany(let wait): .tooMany(wait)
        }
    }

    private func askForEmail(_ address: String, of user: User) throws(Failure) -> EmailChangeRequest {
        let users = try users
        if try failing({ () throws(DatabaseError) in try users.user(email: address) }).map({ $0.id != user.id })
            ?? false
        {
            return .taken
        }
        guard sendsMail else { return try change(user, to: address, isConfirmed: false) ? .changed : .taken }
        let link = MailedLink(to: user, newEmail: address, stamp: try passwordStamp(of: user))
        var email = email(.confirmChange, to: address, name: user.name, userID: user.id)
        email.links = [EmailLink("link", .confirmChange, token: (.changeEmail, link.fields))]
        return try queueLimited(email).map { .tooMany($0) } ?? .mailed
    }

    /// The change that the link that led here confirms: the user and the new address.
    ///
    /// - Throws: `Failure.request` if the link is not valid or no longer, and a `Failure` of the database.
    @export(interface) public func emailChange() throws(Failure) -> (user: User, address: String) {
        guard let (link, user) = try mailedLink(.changeEmail, maxAge: MailedLink.Lifetime.changeEmail),
            let address = link.newEmail, try hasSamePassword(user, as: link),
            // The button pressed twice finds it done.
            user.email ?? "" == link.email || isSubmitted && user.email == address
        else { throw Page.deadLink("Sign in and change your email address again.") }
        return (user, address)
    }

    /// Completes a change of the email address.
    ///
    /// - Returns: False if another account has taken the address in the meantime.
    /// - Throws: A `Failure` of the database.
    @export(interface) public func confirmChange(of user: User, to address: String) throws(Failure) -> Bool {
        if let current = user.email, sameBytes(current, address) {
            try confirmEmail(of: user)
            return true
        }
        return try change(user, to: address, isConfirmed: true)
    }

    private func change(_ user: User, to address: String, isConfirmed: Bool) throws(Failure) -> Bool {
        let users = try users
        var notice: Email?
        if sendsMail, var email = email(.emailChanged, to: user) {
            email.values = [("address", .string(address))]
            email.links = [EmailLink("link", .revertEmail, token: (.revertEmail, MailedLink(to: user).fields))]
            notice = email
        }
        let status = isConfirmed ? try confirmedStatus : .asBefore
        return try !saved { () throws(UserStoreError) in
            try users.changeEmail(of: user, to: address, isConfirmed: isConfirmed, status, message: notice, now: now)
            return user
        }.isTaken
    }

    /// The change that the link that led here undoes: the user, and the address that they had.
    ///
    /// - Throws: `Failure.request` if the link is not valid or no longer, and a `Failure` of the database.
    @export(interface) public func emailReversal() throws(Failure) -> (user: User, address: String) {
        guard let (link, user) = try mailedLink(.revertEmail, maxAge: MailedLink.Lifetime.revertEmail),
            user.email != link.email || isSubmitted && user.passwordHash == PasswordHash.unusable
        else {
            throw Page.deadLink("The account already has this email address, or the change was more than a week ago.")
        }
        return (user, link.email)
    }

    /// Restores an account's former email address. Whoever has changed it knows the password, so that becomes invalid,
    /// and the owner gets a link to set another.
    ///
    /// - Returns: False if another account has taken the address in the meantime.
    /// - Throws: A `Failure` of the database.
    @export(interface) public func revertEmail(of user: User, to address: String) throws(Failure) -> Bool {
        // The button pressed twice finds it done.
        if let current = user.email, sameBytes(current, address) { return true }
        let users = try users
        let isReverted = try !saved { () throws(UserStoreError) in
            try users.revertEmail(of: user, to: address, now: now)
            return user
        }.isTaken
        // An attacker may have used up the account's resets of this hour; this one is exempt.
        if isReverted { _ = try mailPasswordReset(to: address, isLimited: false) }
        return isReverted
    }
}

extension UserStore {
    fileprivate func changeEmail(
        of user: User, to address: String, isConfirmed: Bool, _ status: ConfirmedStatus, message: Email?, now: Int64
    ) throws(UserStoreError) {
        try database.write { () throws(UserStoreError) in
            try settlingNames(name: nil, email: address, butOf: user.id) { () throws(DatabaseError) in
                let count = try database.execute(
                    """
                    UPDATE users_user SET email = ?2, confirmed_email = CASE WHEN ?3 THEN ?2 ELSE confirmed_email END,
                        status = \(status.sql)
                    WHERE id = ?1 AND email IS ?4
                    """, .integer(user.id), .text(address), .integer(isConfirmed ? 1 : 0), .text(user.email))
                // A link that is followed twice.
                guard count > 0 else { return }
                try UserKeys.fill(in: database)
                if let message { try Outbox(database).queue(message, now: now) }
            }
        }
    }

    fileprivate func revertEmail(of user: User, to address: String, now: Int64) throws(UserStoreError) {
        try database.write { () throws(UserStoreError) in
            try settlingNames(name: nil, email: address, butOf: user.id) { () throws(DatabaseError) in
                try database.execute(
                    """
                    UPDATE users_user SET email = ?2, confirmed_email = ?2, password = ?3, password_changed_seconds = ?4
                    WHERE id = ?1
                    """, .integer(user.id), .text(address), .text(PasswordHash.unusable), .integer(now))
                try SessionStore(database).endAll(of: user.id)
                try UserKeys.fill(in: database)
            }
        }
    }
}
