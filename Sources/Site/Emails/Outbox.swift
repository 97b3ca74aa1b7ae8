import CGIKit

/// The queue of emails. Pages add to it inside the transaction of what causes them; mail workers deliver them (`sitectl
/// mail work`). A page neither waits for a mail server nor fails because of one.
public struct Outbox {
    let database: Database

    /// Works on a connection, which must be for writing where something is changed.
    public init(_ database: Database) { self.database = database }

    /// Queues an email: one `INSERT`.
    ///
    /// - Parameters:
    ///   - email: The email.
    ///   - now: Seconds since 1970.
    ///   - due: When it is to be sent; nil is now.
    /// - Returns: Its number.
    /// - Throws: A `DatabaseError`.
    @discardableResult
    @export(interface) public func queue(_ email: Email, now: Int64, due: Int64? = nil) throws(DatabaseError) -> Int64 {
        try database.insert(
            """
            INSERT INTO site_outbox (token, kind, recipient, name, user_id, arguments, created_seconds, state, due_seconds,
                tries)
            VALUES (\(SQL.randomToken), ?1, ?2, ?3, ?4, ?5, ?6, \(OutboxState.queued), ?7, 0)
            """, .text(email.kind.rawValue), .text(email.recipient), .text(email.name), .integer(email.userID),
            .text(String(decoding: email.arguments.json(), as: UTF8.self)), .integer(now), .integer(due ?? now))
    }
}

extension Page {
    /// Whether the site sends mail. Without `MAIL_URL`, queue nothing: it might be sent years later.
    public var sendsMail: Bool { configuration.mailURL != nil }

    /// An email to a user, to be completed and queued; nil if the account has no email address. With `MAIL_WORKER =
    /// after-response`, a worker is started after the response.
    @export(interface) public func email(_ kind: EmailKind, to user: User) -> Email? {
        guard let email = Email(kind, to: user) else { return nil }
        return prepared(email)
    }

    /// An email to an address, which the caller completes and queues.
    @export(interface) public func email(
        _ kind: EmailKind, to recipient: String, name: String? = nil, userID: Int64? = nil
    ) -> Email {
        prepared(Email(kind, to: recipient, name: name, userID: userID))
    }

    private func prepared(_ email: Email) -> Email {
        var email = email
        email.scriptName = request.scriptName
        startMailWorkerAfterwards()
        return email
    }

    /// Call this after queuing something.
    func startMailWorkerAfterwards() { mailWorkerStarter = { page, log in page.startMailWorker(log) } }

    /// Makes and reads the tokens of links in emails.
    ///
    /// - Throws: A `Failure` if the secret keys cannot be read.
    public var emailTokens: EmailTokens {
        get throws(Failure) { EmailTokens(keys: try secrets.keys, clock: clock) }
    }
}
