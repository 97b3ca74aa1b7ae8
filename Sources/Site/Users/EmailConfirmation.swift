import CGIKit
import HTTPTypes

/// How users prove that an email address is theirs.
extension Page {
    /// Whether users must confirm their email address before they may write.
    var requiresConfirmation: Bool {
        get throws(Failure) {
            guard sendsMail else { return false }
            return try failing { () throws(ConfigurationError) in try configuration.requiresConfirmation }
        }
    }

    /// Whether the user may write posts and comments. If not, the form says why.
    ///
    /// - Throws: What ``rights`` throws.
    @export(interface) public func mayWrite(_ form: Form) throws(Failure) -> Bool {
        if try rights.may(.write) { return true }
        refuse(
            form, .forbidden,
            "Please confirm your email address first. We have sent you an email with a link.")
        return false
    }

    /// Sends the welcome email, with the link that confirms the address.
    func welcome(_ user: User) -> Email? { sendsMail ? confirmation(.welcome, of: user) : nil }

    private func confirmation(_ kind: EmailKind, of user: User) -> Email? {
        guard var email = email(kind, to: user) else { return nil }
        email.links = [EmailLink("link", .confirmEmail, token: (.confirmEmail, MailedLink(to: user).fields))]
        return email
    }

    /// Sends the link that confirms a user's email address once more.
    ///
    /// - Returns: Nil if it was queued, otherwise the number of seconds until the next request.
    /// - Throws: A `Failure` of the settings or the database.
    @export(interface) public func mailConfirmation(to user: User) throws(Failure) -> Int64? {
        guard let email = confirmation(.confirm, of: user) else { return nil }
        return try queueLimited(email)
    }

    /// Queues an email that a user has requested. Rate-limited, since the address may be a stranger's. A form that is submitted
    /// twice counts as one request.
    func queueLimited(_ email: Email) throws(Failure) -> Int64? {
        let limits = [
            try limit(.confirmationOfAccount, of: String(email.userID ?? 0)),
            try limit(.confirmationTo, of: UserKeys.key(ofEmail: email.recipient)),
            try limitOfNetwork(.confirmationByAddress),
        ]
        let database = try database
        let user = email.userID ?? 0
        let submission = try submission(.mail, email.recipient) ?? ""
        return try failing { () throws(DatabaseError) in
            try database.write { () throws(DatabaseError) in
                let submissions = Submissions(database)
                if try submissions.target(of: submission, user: user) != nil { return nil }
                if let wait = try database.count(limits, now: now) { return wait }
                try submissions.note(submission, user: user, target: 0, now: now)
                try Outbox(database).queue(email, now: now)
                return nil
            }
        }
    }

    /// The user whose email address the link that led here confirms.
    ///
    /// - Throws: `Failure.request` if the link is not valid or no longer, and a `Failure` of the database.
    @export(interface) public func emailConfirmation() throws(Failure) -> User {
        guard let (link, user) = try mailedLink(.confirmEmail, maxAge: MailedLink.Lifetime.confirmEmail),
            user.email == link.email
        else { throw Page.deadLink(try adviceOnConfirmation) }
        return user
    }

    private var adviceOnConfirmation: String {
        get throws(Failure) {
            guard let user = try currentUser else {
                return "Sign in and request another one from your profile."
            }
            return user.isConfirmed
                ? "Your email address is already confirmed." : "You can request another one from your profile."
        }
    }

    /// Records that the email address is the user's, who may write from then on.
    ///
    /// - Throws: A `Failure` of the settings or the database.
    @export(interface) public func confirmEmail(of user: User) throws(Failure) {
        let users = try users
        let status = try confirmedStatus
        try failing { () throws(DatabaseError) in try users.confirmEmail(of: user, status) }
    }

    /// The status of new accounts.
    var registeredStatus: Status {
        get throws(Failure) {
            if try requiresConfirmation { return .new }
            return try confirmedStatus == .active ? .active : .new
        }
    }

    /// What happens to accounts when the address is confirmed.
    var confirmedStatus: ConfirmedStatus {
        get throws(Failure) {
            try failing { () throws(ConfigurationError) in try configuration.waitingPosts } == 0 ? .active : .asBefore
        }
    }
}

/// The status of a new account once its address is confirmed. If first posts need staff approval, the account stays new until
/// staff has approved them: a confirmed address says nothing about what the user will write.
enum ConfirmedStatus {
    case asBefore
    case active

    /// The status, as an expression.
    var sql: SQL {
        switch self {
        case .asBefore: "status"
        case .active:
            "CASE WHEN status IS \(Status.new) OR status IS NULL THEN \(Status.active) ELSE status END"
        }
    }
}

extension UserStore {
    fileprivate func confirmEmail(of user: User, _ status: ConfirmedStatus) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            _ = try database.execute(
                """
                UPDATE users_user SET confirmed_email = email, status = \(status.sql)
                WHERE id = ? AND email = ?
                """, .integer(user.id), .text(user.email))
        }
    }
}
