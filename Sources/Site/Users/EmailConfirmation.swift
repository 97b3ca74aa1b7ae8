import CGIKit
import HTTPTypes

/// How it is made sure that an address is that of the person who gave it.
extension Page {
    /// Whether people must have confirmed their address before they may write.
    var requiresConfirmation: Bool {
        get throws(Failure) {
            guard sendsMail else { return false }
            return try failing { () throws(ConfigurationError) in try configuration.requiresConfirmation }
        }
    }

    /// Whether the person may write texts. If not, the form says why.
    public func mayWrite(_ form: Form) throws(Failure) -> Bool {
        if try rights.may(.write) { return true }
        refuse(
            form, .forbidden,
            "Please confirm your email address first, by the link that we have mailed to you. "
                + "Your profile page has a button that sends another.")
        return false
    }

    /// Greets somebody who has registered, with the link that confirms their address.
    func welcome(_ user: User) -> Email? { sendsMail ? confirmation(.welcome, of: user) : nil }

    private func confirmation(_ kind: EmailKind, of user: User) -> Email? {
        guard var email = email(kind, to: user) else { return nil }
        email.links = [EmailLink("link", .confirmEmail, token: (.confirmEmail, MailedLink(to: user).fields))]
        return email
    }

    /// Has the link that confirms somebody's address mailed once more.
    ///
    /// - Returns: nil if it was done; else the seconds until it may be asked for again.
    public func mailConfirmation(to user: User) throws(Failure) -> Int64? {
        guard let email = confirmation(.confirm, of: user) else { return nil }
        return try queueLimited(email)
    }

    /// Queues a message that somebody has asked for, who can do so only so often: it may be a stranger's address.
    func queueLimited(_ email: Email) throws(Failure) -> Int64? {
        let limits = [
            RateLimit(.accountMailByUser, subject: String(email.userID ?? 0), most: 5, window: 3600),
            RateLimit(.accountMailTo, subject: UserKeys.key(email.recipient), most: 5, window: 3600),
        ]
        let database = try database
        return try failing { () throws(DatabaseError) in
            try database.write { () throws(DatabaseError) in
                if let wait = try database.count(limits, now: now) { return wait }
                try Outbox(database).queue(email, now: now)
                return nil
            }
        }
    }

    /// Whose address the link that has led here confirms.
    public func emailConfirmation() throws(Failure) -> User {
        guard let (link, user) = try mailedLink(.confirmEmail, maxAge: MailedLink.Lifetime.confirmEmail),
            user.email == link.email
        else { throw Page.deadLink("Sign in, and have another one sent from your profile page.") }
        return user
    }

    /// Notes that an address is its account's; a new account is a full one from then on.
    public func confirmEmail(of user: User) throws(Failure) {
        let users = try users
        try failing { () throws(DatabaseError) in try users.confirmEmail(of: user) }
    }
}

extension UserStore {
    /// What the status of an account becomes when its address is confirmed.
    static var confirmedStatus: SQL { "CASE WHEN status IS 1 OR status IS NULL THEN 2 ELSE status END" }

    fileprivate func confirmEmail(of user: User) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            _ = try database.execute(
                """
                UPDATE users_user SET confirmed_email = email, status = \(UserStore.confirmedStatus)
                WHERE id = ? AND email = ?
                """, .integer(user.id), .text(user.email))
        }
    }
}
