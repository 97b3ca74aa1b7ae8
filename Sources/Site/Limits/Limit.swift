import CGIKit

/// A rate limit of the site. All are declared here (``all``) and nowhere else, with the settings that have their
/// defaults (``Setting``); `docs/limits.md` is generated from them.
public struct Limit: Sendable {
    /// What is counted in the database.
    public let kind: RateLimit.Kind
    /// The setting that changes it; nil if none does.
    public let setting: String?
    /// The maximum within the window, for a fixed limit.
    private let fixed: Int
    /// The length of the window in seconds.
    public let window: Int64
    /// What is counted, in words for `docs/limits.md`.
    public let what: String
    /// What is counted together, in words: the same account, network or browser.
    public let by: String

    fileprivate init(
        _ kind: RateLimit.Kind, _ setting: String?, fixed: Int = 0, per window: Int64 = 60, _ what: String, by: String
    ) {
        self.kind = kind
        self.setting = setting
        self.fixed = fixed
        self.window = window
        self.what = what
        self.by = by
    }

    /// The default of how many are allowed within the window.
    public var standard: Int { setting.map { Setting.declared($0).standardNumber } ?? fixed }

    private static var hour: Int64 { 3600 }
    private static var account: String { "account" }
    private static var network: String { "network" }
    private static var everybody: String { "whole site" }

    /// All limits, in the order of `docs/limits.md`.
    public static var all: [Limit] {
        [
            signInFailureOfAccount, signInFailureOfDevice, signInFailureByAddress, registrationByAddress, registration,
            takenByAddress,
            resetOfAccount, resetByAddress, confirmationOfAccount, confirmationTo, confirmationByAddress,
            renameByUser, postByUser, postByAddress, editByUser, editByAddress, commentByUser, commentByAddress,
            reportByUser, keptTextByAddress, noticeTo, failureDigest,
        ]
    }
}

// Signing in and registering.
extension Limit {
    static var signInFailureOfAccount: Limit {
        Limit(
            .signInFailureOfAccount, "SIGN_IN_FAILURES_PER_5_MINUTES", per: 300,
            "wrong passwords, at sign-in and where the current password is required", by: "email address entered")
    }
    static var signInFailureOfDevice: Limit {
        Limit(
            .signInFailureOfDevice, "SIGN_IN_FAILURES_PER_5_MINUTES", per: 300,
            "the same, from a browser in which the user has signed in before", by: "browser")
    }
    static var signInFailureByAddress: Limit {
        Limit(
            .signInFailureByAddress, "SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS",
            "wrong passwords, for any account", by: network)
    }
    static var registrationByAddress: Limit {
        Limit(
            .registrationByAddress, "REGISTRATIONS_PER_HOUR_BY_ADDRESS", per: hour,
            "new accounts, and so welcome emails", by: network)
    }
    static var registration: Limit {
        Limit(
            .registration, "REGISTRATIONS_PER_HOUR", per: hour, "new accounts, and so welcome emails",
            by: everybody)
    }
    static var takenByAddress: Limit {
        Limit(
            .takenByAddress, "REGISTRATIONS_PER_HOUR_BY_ADDRESS", per: hour,
            "names and email addresses that are already taken, at registration and as a new email address",
            by: network)
    }
}

// Names.
extension Limit {
    static var renameByUser: Limit {
        Limit(.renameByUser, "RENAMES_PER_HOUR", per: hour, "changes of the user's name", by: account)
    }
}

// Emails.
extension Limit {
    static var resetOfAccount: Limit {
        Limit(
            .resetOfAccount, "PASSWORD_RESETS_PER_HOUR", per: hour, "emails with a link to reset a password",
            by: "email address entered")
    }
    static var resetByAddress: Limit {
        Limit(
            .resetByAddress, "PASSWORD_RESETS_PER_HOUR_BY_ADDRESS", per: hour, "emails with a link to reset a password",
            by: network)
    }
    static var confirmationOfAccount: Limit {
        Limit(
            .accountMailByUser, "CONFIRMATIONS_PER_HOUR", per: hour,
            "emails that confirm an email address or a change of it", by: account)
    }
    static var confirmationTo: Limit {
        Limit(
            .accountMailTo, "CONFIRMATIONS_PER_HOUR", per: hour,
            "emails that confirm an email address or a change of it", by: "recipient")
    }
    static var confirmationByAddress: Limit {
        Limit(
            .accountMailByAddress, "CONFIRMATIONS_PER_HOUR_BY_ADDRESS", per: hour,
            "emails that confirm an email address or a change of it", by: network)
    }
    static var noticeTo: Limit {
        Limit(
            .noticeTo, nil, fixed: 10, per: hour, "notifications of replies, sent at once", by: "recipient's account")
    }
    static var failureDigest: Limit {
        Limit(.failureDigest, nil, fixed: 1, per: hour, "emails to `ADMINS` about failures", by: everybody)
    }
}

// Writing.
extension Limit {
    static var postByUser: Limit { Limit(.postByUser, "POSTS_PER_MINUTE", "new posts", by: account) }
    static var postByAddress: Limit {
        Limit(.postByAddress, "POSTS_PER_MINUTE_BY_ADDRESS", "new posts", by: network)
    }
    static var editByUser: Limit { Limit(.editByUser, "EDITS_PER_MINUTE", edits, by: account) }
    static var editByAddress: Limit {
        Limit(.editByAddress, "EDITS_PER_MINUTE_BY_ADDRESS", edits, by: network)
    }
    private static var edits: String {
        "edits of posts and comments; an edit of a post counts once more for each 10,000 bytes added to its history"
    }
    static var commentByUser: Limit {
        Limit(.commentByUser, "COMMENTS_PER_MINUTE", "new comments", by: account)
    }
    static var commentByAddress: Limit {
        Limit(.commentByAddress, "COMMENTS_PER_MINUTE_BY_ADDRESS", "new comments", by: network)
    }
    static var reportByUser: Limit { Limit(.reportByUser, "REPORTS_PER_MINUTE", "reports to staff", by: account) }
    static var keptTextByAddress: Limit {
        Limit(
            .keptTextByAddress, nil, fixed: 10, "forms that are kept while a visitor signs in", by: network
        )
    }
}

extension Configuration {
    /// How many a limit allows here within its window; 0 is no limit.
    ///
    /// - Throws: A `ConfigurationError` if the setting is not a number.
    @export(interface) public func most(_ limit: Limit) throws(ConfigurationError) -> Int {
        guard let setting = limit.setting else { return limit.standard }
        return try number(setting)
    }
}

extension Page {
    /// A limit for a subject.
    func limit(_ limit: Limit, of subject: String) throws(Failure) -> RateLimit {
        RateLimit(
            limit, subject: subject,
            most: try failing { () throws(ConfigurationError) in try configuration.most(limit) })
    }

    func limit(_ limit: Limit, of user: User) throws(Failure) -> RateLimit {
        try self.limit(limit, of: String(user.id))
    }

    /// A limit for the client's network.
    func limitOfNetwork(_ limit: Limit) throws(Failure) -> RateLimit {
        try self.limit(limit, of: RateLimit.network(of: request.remoteAddress))
    }
}
