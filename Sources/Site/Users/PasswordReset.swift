import CGIKit

/// How users reset a lost password.
extension Page {
    /// Sends a link to reset the password to an email address. For an unknown address the same is done and then undone,
    /// so that neither the response nor its time reveals who is a member.
    ///
    /// - Parameters:
    ///   - typed: The email address.
    ///   - isLimited: Whether rate limits apply.
    /// - Returns: Nil if it was done, otherwise the number of seconds until the next request.
    /// - Throws: A `Failure` of the settings or the database.
    @export(interface) public func mailPasswordReset(to typed: String, isLimited: Bool = true) throws(Failure) -> Int64?
    {
        let users = try users
        let limits =
            !isLimited
            ? []
            : [
                try limitOfNetwork(.resetByAddress), try limit(.resetOfAccount, of: UserKeys.key(ofEmail: typed)),
            ]
        let stamps = try secrets.passwordStamp
        let submission = try submission(.mail, UserKeys.key(ofEmail: typed)) ?? ""
        return try failing { () throws(DatabaseError) in
            try users.database.write { () throws(DatabaseError) in
                let submissions = Submissions(users.database)
                if try submissions.target(of: submission, user: Page.nobody) != nil { return nil }
                if let wait = try users.database.count(limits, now: now) { return wait }
                try submissions.note(submission, user: Page.nobody, target: 0, now: now)
                let found = try users.user(email: typed)
                let user = found?.status == .inactive ? nil : found
                let id = user?.id ?? Page.nobody
                let number = try users.countReset(id)
                // The stored address of the account, not the one that was typed.
                var email = email(.reset, to: user?.email ?? typed, name: user?.name ?? "", userID: id)
                let stamp = stamps.stamp(of: id, storedHash: user?.passwordHash ?? "")
                let link = MailedLink(userID: id, email: email.recipient, stamp: stamp, number: number)
                email.links = [EmailLink("link", .resetPassword, token: (.resetPassword, link.fields))]
                let outbox = Outbox(users.database)
                let message = try outbox.queue(email, now: now)
                if user == nil { _ = try outbox.drop(id: message, now: now) }
                return nil
            }
        }
    }

    /// The ID of an account that does not exist.
    private static var nobody: Int64 { -1 }

    /// The password that the link that led here may reset; nil if the link is no longer valid.
    ///
    /// - Throws: A `Failure` of the query string, the secret keys or the database.
    @export(interface) public func passwordReset() throws(Failure) -> PasswordReset? {
        guard let (link, user) = try mailedLink(.resetPassword, maxAge: MailedLink.Lifetime.resetPassword),
            let number = link.number, user.email == link.email, try hasSamePassword(user, as: link)
        else { return nil }
        let users = try users
        let newest = try failing { () throws(DatabaseError) in try users.newestReset(of: user.id) }
        return newest == number ? PasswordReset(user: user, number: number) : nil
    }

    /// Resets a password. All sessions of the user end, they get an email, and their email address is confirmed: they
    /// had the link.
    ///
    /// - Returns: False if the link was used in the meantime.
    /// - Throws: A `Failure` of the settings or the database, and a 503 if no password slot becomes free.
    @export(interface) public func resetPassword(_ reset: PasswordReset, to password: String) throws(Failure) -> Bool {
        let hash = try hash(password)
        let users = try users
        let notice = passwordNotice(to: reset.user)
        let status = try confirmedStatus
        let submission = try submission(.resetPassword)
        let isReset = try failing { () throws(DatabaseError) in
            try users.resetPassword(reset, to: hash, status, submission, message: notice, now: now)
        }
        if isReset {
            try forgetWrongPasswords(of: reset.user)
            try rememberDevice(of: reset.user.id, storedHash: hash)
            note(.passwordReset, account: reset.user.id)
        }
        return isReset
    }

    /// Whether the form has reset the password already, by the same link and to the same password. The user is then
    /// told again that it is done.
    ///
    /// - Parameter form: Makes the page's form.
    /// - Throws: A `Failure` of the form or the database.
    @export(interface) public func repeatsPasswordReset(
        _ form: (Page) throws(Failure) -> NewPasswordForm
    ) throws(Failure) -> Bool {
        guard isSubmitted, let (_, user) = try mailedLink(.resetPassword, maxAge: MailedLink.Lifetime.resetPassword)
        else { return false }
        let form = try form(self)
        guard form.validate(), try wasDone(.resetPassword, for: user.id) else { return false }
        guard try isPassword(form.password.data ?? "", of: user) else { return false }
        try rememberDevice(of: user)
        return true
    }

    /// Notifies the user that the password has been changed.
    func passwordNotice(to user: User) -> Email? {
        guard sendsMail, var email = email(.passwordChanged, to: user) else { return nil }
        email.links = [EmailLink("link", .lostPassword)]
        return email
    }
}

/// The permission to reset a password once, by an email's link.
public struct PasswordReset {
    /// The user whose password it is.
    public let user: User
    let number: Int64
}

extension UserStore {
    /// Invalidates all earlier reset links.
    ///
    /// - Returns: the number of the new link; 0 if there is no such account.
    fileprivate func countReset(_ id: Int64) throws(DatabaseError) -> Int64 {
        try database.integer(
            "UPDATE users_user SET reset_number = coalesce(reset_number, 0) + 1 WHERE id = ? RETURNING reset_number",
            .integer(id)) ?? 0
    }

    fileprivate func newestReset(of id: Int64) throws(DatabaseError) -> Int64? {
        try database.integer("SELECT reset_number FROM users_user WHERE id = ?", .integer(id))
    }

    /// If two requests use the same link at once, only one succeeds.
    fileprivate func resetPassword(
        _ reset: PasswordReset, to hash: String, _ status: ConfirmedStatus, _ submission: String?, message: Email?,
        now: Int64
    ) throws(DatabaseError) -> Bool {
        try database.write { () throws(DatabaseError) in
            let count = try database.execute(
                """
                UPDATE users_user SET password = ?3, password_changed_seconds = ?4, reset_number = ?2 + 1,
                    confirmed_email = email, status = \(status.sql)
                WHERE id = ?1 AND reset_number = ?2 AND password IS ?5
                """, .integer(reset.user.id), .integer(reset.number), .text(hash), .integer(now),
                .text(reset.user.passwordHash))
            guard count > 0 else { return false }
            try SessionStore(database).endAll(of: reset.user.id)
            try Submissions(database).note(submission ?? "", user: reset.user.id, target: reset.number, now: now)
            if let message { try Outbox(database).queue(message, now: now) }
            return true
        }
    }
}
