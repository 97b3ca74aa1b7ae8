import CGIKit

/// The settings of mail.
extension Configuration {
    /// The From address. Without `MAIL_FROM`, the site's name with `noreply@` its host.
    func mailFrom(host: String) throws(ConfigurationError) -> Mailbox {
        guard let text = self["MAIL_FROM"] else {
            if let mailbox = Mailbox("noreply@\(host)") { return Mailbox(siteName, mailbox.address) }
            throw ConfigurationError(
                "MAIL_FROM is not set; write the From address, such as My Site <site@example.org>.")
        }
        guard let mailbox = Mailbox(text) else {
            throw wrong("MAIL_FROM", text)
        }
        return mailbox.name == nil ? Mailbox(siteName, mailbox.address) : mailbox
    }

    /// Who is told about failures (`ADMINS`); empty if it is not set.
    ///
    /// - Throws: A `ConfigurationError` if the setting is not a list of addresses separated by commas.
    public var admins: [EmailAddress] {
        get throws(ConfigurationError) {
            let text = self["ADMINS"] ?? ""
            guard let addresses = SettingKind.addresses(text) else { throw wrong("ADMINS", text) }
            return addresses
        }
    }

    /// Where mail goes (`MAIL_URL`): a server, a program or a folder; nil if the site sends none. `sitectl` interprets
    /// it.
    public var mailURL: String? { self["MAIL_URL"] }

    /// A path in `MAIL_URL`, made absolute or relative to the working directory.
    public func mailPath(_ path: String) -> String { resolve(path, of: "MAIL_URL") }

    /// When an email that was not delivered is tried again (`MAIL_GIVE_UP_DAYS`).
    ///
    /// - Throws: A `ConfigurationError` if the setting is not a number.
    public var retrySchedule: RetrySchedule {
        get throws(ConfigurationError) {
            RetrySchedule(patience: Int64(try number("MAIL_GIVE_UP_DAYS")) * 86400)
        }
    }

    /// How long the delivery of one email may take (`MAIL_TIMEOUT`), in seconds.
    ///
    /// - Throws: A `ConfigurationError` if the setting is not a number.
    public var mailTimeout: Int {
        get throws(ConfigurationError) { try number("MAIL_TIMEOUT") }
    }

    /// Whether newcomers must confirm their email address before they may write, on a site that sends mail.
    var requiresConfirmation: Bool {
        get throws(ConfigurationError) { try flag("POSTING_NEEDS_CONFIRMED_EMAIL") }
    }

    /// How many days sent emails are kept (`MAIL_KEEP_SENT_DAYS`); 0 is for ever.
    ///
    /// - Throws: A `ConfigurationError` if the setting is not a number.
    public var mailKeptDays: Int { get throws(ConfigurationError) { try number("MAIL_KEEP_SENT_DAYS") } }

    /// Whether scripts start a worker after the response.
    var startsMailWorker: Bool {
        get throws(ConfigurationError) {
            switch text("MAIL_WORKER") {
            case "service": false
            case "after-response": true
            case let other: throw wrong("MAIL_WORKER", other)
            }
        }
    }

    /// The programs that a script may start as a worker; the first that exists is used: the setting, or `sitectl` in a checkout,
    /// next to the scripts, and in the folders for local and packaged programs.
    var mailPrograms: [String] {
        if let program = path("MAIL_PROGRAM") { return [program] }
        let beside = executableFolder().map { ["\($0)/../bin/sitectl", "\($0)/sitectl"] } ?? []
        return beside + ["/usr/local/bin/sitectl", "/usr/bin/sitectl"]
    }
}
