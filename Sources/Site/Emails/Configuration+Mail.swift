import CGIKit

/// The settings of mail.
extension Configuration {
    /// Whom messages come from; without `MAIL_FROM` the site's name at its host.
    func mailFrom(host: String) throws(ConfigurationError) -> Mailbox {
        guard let text = self["MAIL_FROM"] else {
            if let mailbox = Mailbox("noreply@\(host)") { return Mailbox(siteName, mailbox.address) }
            throw ConfigurationError("MAIL_FROM is not set; write whom mail comes from: My Site <site@example.org>.")
        }
        guard let mailbox = Mailbox(text) else {
            throw wrong("MAIL_FROM", text)
        }
        return mailbox.name == nil ? Mailbox(siteName, mailbox.address) : mailbox
    }

    /// Who is told what goes wrong: addresses, separated by commas.
    public var admins: [EmailAddress] {
        get throws(ConfigurationError) {
            let text = self["ADMINS"] ?? ""
            guard let addresses = SettingKind.addresses(text) else { throw wrong("ADMINS", text) }
            return addresses
        }
    }

    /// Where mail goes (``sitectl``): a server, a program or a folder. Nil is nowhere yet.
    public var mailURL: String? { self["MAIL_URL"] }

    /// What a path in `MAIL_URL` is relative to.
    public func mailPath(_ path: String) -> String { resolve(path, of: "MAIL_URL") }

    public var retrySchedule: RetrySchedule {
        get throws(ConfigurationError) {
            RetrySchedule(patience: Int64(try number("MAIL_GIVE_UP_DAYS")) * 86400)
        }
    }

    /// Seconds for which a mail server may take over one message.
    public var mailTimeout: Int {
        get throws(ConfigurationError) { try number("MAIL_TIMEOUT") }
    }

    /// Whether people must confirm their address before they may write, on a site that sends mail.
    var requiresConfirmation: Bool {
        get throws(ConfigurationError) { try flag("POSTING_NEEDS_CONFIRMED_EMAIL") }
    }

    /// Days for which messages that were sent are kept; 0 is for ever.
    public var mailKeptDays: Int { get throws(ConfigurationError) { try number("MAIL_KEEP_SENT_DAYS") } }

    /// Whether scripts start a worker after they have answered.
    var startsMailWorker: Bool {
        get throws(ConfigurationError) {
            switch text("MAIL_WORKER") {
            case "service": false
            case "after-response": true
            case let other: throw wrong("MAIL_WORKER", other)
            }
        }
    }

    /// The programs that a script may start for that, of which it takes the first there is: the one that is set, or `sitectl`
    /// where it lies in a checkout, beside the scripts, where people install programs, and where packages do.
    var mailPrograms: [String] {
        if let program = path("MAIL_PROGRAM") { return [program] }
        let beside = executableFolder().map { ["\($0)/../bin/sitectl", "\($0)/sitectl"] } ?? []
        return beside + ["/usr/local/bin/sitectl", "/usr/bin/sitectl"]
    }
}
