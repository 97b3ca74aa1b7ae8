import CGIKit

/// The form of a setting's value.
public enum SettingKind: Sendable {
    /// Any text.
    case text
    /// `true` or `false`, also `yes`, `no`, `on`, `off`, `1` and `0`.
    case flag
    /// A whole number from the first to the second, inclusive.
    case number(Int, Int)
    /// One of several words, separated by spaces here.
    case choice(StaticString)
    /// A path; a relative one starts at the file's folder.
    case path
    /// Paths, separated by spaces.
    case paths
    /// A database: `DatabaseURL`.
    case database
    /// The site's URL: `https://www.example.org`.
    case origin
    /// The name of a cookie: a token.
    case cookieName
    /// A host name, for cookies.
    case cookieDomain
    /// The mail server. It may contain a password.
    case mailURL
    /// An email address, with or without a name.
    case mailbox
    /// A cost of scrypt: `131072:8:1`.
    case scryptCost
    /// Email addresses, separated by commas.
    case addresses
    /// IP addresses and networks, separated by commas.
    case networks
    /// A setting of Flask's that has another form here, with the setting to use instead.
    case refused(StaticString)

    /// A whole number from 0. Seconds are added to dates, and multiplied to nanoseconds: so there is an end.
    @inline(__always)
    static var count: SettingKind { .number(0, Int(Int32.max)) }

    /// The form in words, for the table in `docs/settings.md`.
    public var words: String {
        switch self {
        case .text: "text"
        case .flag: "true or false"
        case .number(0, Int(Int32.max)): "number"
        case .number(let least, let most) where most == Int(Int32.max): "number from \(least)"
        case .number(let least, let most): "number from \(least) to \(most)"
        case .choice(let words): SettingKind.list(words, quote: "`")
        case .path: "path"
        case .paths: "paths, separated by spaces"
        case .database: "`sqlite:///relative`, `sqlite:////absolute` or a path"
        case .origin: "`https://host`"
        case .cookieName: "cookie name"
        case .cookieDomain: "host name"
        case .mailURL: "`smtp://user:password@host:587`, `smtps://…`, `sendmail:` or `file:FOLDER`"
        case .mailbox: "`Name <address>`, or an email address"
        case .scryptCost: "`N:r:p`"
        case .addresses: "email addresses, separated by commas"
        case .networks: "IP addresses and networks, separated by commas"
        case .refused: "refused"
        }
    }

    /// A message about a setting's value, which is not repeated where it may hold a password.
    func sentence(_ name: StaticString, _ value: String, _ words: String) -> String {
        switch self {
        case .mailURL, .database, .refused: "\(name) \(words)"
        case .cookieName: "\(name): \(words)"
        default: "\(name) is \"\(Redacted.text(value))\"; \(words)"
        }
    }

    /// What to write instead of a value; nil if it is right.
    func problem(with value: String) -> String? {
        switch self {
        case .text, .path, .paths: nil
        case .flag: SettingKind.flag(value) == nil ? "write true or false." : nil
        case .number(let least, let most): SettingKind.problem(withNumber: value, least, most)
        case .choice(let words):
            SettingKind.has(words, value) ? nil : "write \(SettingKind.list(words, quote: ""))."
        case .database:
            message { () throws(ConfigurationError) in _ = try DatabaseURL(value) }.map { "is wrong. \($0)" }
        case .origin:
            SiteOrigin(value) == nil ? "write the site's URL, such as https://www.example.org." : nil
        case .cookieName:
            Cookie(name: value, value: "") == nil ? "'\(Redacted.text(value))' cannot be the name of a cookie." : nil
        case .cookieDomain: Cookie.Domain(value) == nil ? "write a host name, such as example.org." : nil
        case .mailURL: SettingKind.problem(withMailURL: value)
        case .mailbox: Mailbox(value) == nil ? "write an email address, or My Site <site@example.org>." : nil
        case .scryptCost:
            ScryptCost(value) == nil
                ? "write N:r:p, such as 131072:8:1. N is a power of two, and N × r × p is at most 2097152." : nil
        case .addresses:
            SettingKind.addresses(value) == nil
                ? "write email addresses, separated by commas: you@example.org, me@example.org." : nil
        case .networks:
            message { () throws(ConfigurationError) in _ = try TrustedProxies(value) } == nil
                ? nil : "write IP addresses or networks, such as 192.0.2.1 or 10.0.0.0/8, separated by commas."
        case .refused(let instead):
            "is set, but keys are read from files here: write each key to a file, unchanged and without a line break, and set "
                + "\(instead) to its path."
        }
    }

    private func message(_ body: () throws(ConfigurationError) -> Void) -> String? {
        do throws(ConfigurationError) {
            try body()
            return nil
        } catch {
            return error.message
        }
    }

    // MARK: Values

    static func flag(_ value: String) -> Bool? {
        switch value.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }

    private static func problem(withNumber value: String, _ least: Int, _ most: Int) -> String? {
        let isDigits = !value.isEmpty && value.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        guard isDigits else { return "write a whole number." }
        guard let number = Int(value), number <= most else { return "the maximum is \(most)." }
        return number < least ? "the minimum is \(least)." : nil
    }

    /// - Returns: nil if one of them is none.
    static func addresses(_ value: String) -> [EmailAddress]? {
        var addresses: [EmailAddress] = []
        for part in value.utf8.split(separator: UInt8(ascii: ",")) {
            let text = String(decoding: part.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self)
            guard let address = EmailAddress(text) else { return nil }
            addresses.append(address)
        }
        return addresses
    }

    /// Its kind; the rest of it `sitectl` looks at, which speaks with mail servers.
    private static func problem(withMailURL value: String) -> String? {
        let isKnown =
            value == "sendmail:" || value.hasPrefix("sendmail:/") || value.hasPrefix("smtp://")
            || value.hasPrefix("smtps://")
            || value.hasPrefix("file:") && value.utf8.count > 5
        return isKnown
            ? nil : "is not of a supported kind: write smtp://…, smtps://…, sendmail:, sendmail:/PATH or file:FOLDER."
    }

    private static func has(_ words: StaticString, _ value: String) -> Bool {
        "\(words)".utf8.split(separator: 0x20).contains { $0.elementsEqual(value.utf8) }
    }

    /// "a, b or c".
    private static func list(_ words: StaticString, quote: String) -> String {
        let words = "\(words)".utf8.split(separator: 0x20).map { "\(quote)\(Substring($0))\(quote)" }
        return words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + words.last!
    }
}
