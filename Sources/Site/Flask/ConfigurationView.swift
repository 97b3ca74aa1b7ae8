import CGIKit

/// Flask's `config` as templates see it: the settings by their names, all but what is secret. A key of the site's own is the text
/// that it was given to whoever asks for it by its name; where all settings are listed, only its name is shown, since nothing tells
/// whether its value is secret.
final class ConfigurationView: MappingObject {
    private let configuration: Configuration

    init(_ configuration: Configuration) { self.configuration = configuration }

    override var typeName: String { "Config" }

    override func value(of key: String) throws(TemplateError) -> Value? {
        switch key {
        case "TESTING": return false
        case "SITE_NAME": return .string(configuration.siteName)
        default: break
        }
        if let setting = Setting.named(key) { return value(of: setting, key) }
        guard let text = configuration[key], SettingVisibility.isShown(key, text) else { return nil }
        return .string(text)
    }

    override func listedValue(of key: String) throws(TemplateError) -> Value? {
        let isOwn = Setting.named(key) == nil && !sameBytes(key, "TESTING") && !sameBytes(key, "SITE_NAME")
        return isOwn ? .string("…") : try value(of: key)
    }

    /// One that the site knows, also if it is not set. Kinds that tell of files, servers and people are not shown.
    private func value(of setting: Setting, _ key: String) -> Value? {
        guard SettingVisibility.isShown(key, "") else { return nil }
        switch setting.kind {
        case .flag: return .bool((try? configuration.flag(key)) ?? false)
        case .number: return (try? configuration.number(key)).map { .int($0) }
        case .text, .choice, .origin, .cookieName:
            let text = configuration[key] ?? setting.standardText
            return text.isEmpty || !SettingVisibility.isShown(key, text) ? nil : .string(text)
        case .path, .paths, .database, .cookieDomain, .mailURL, .mailbox, .addresses, .networks, .refused, .scryptCost:
            return nil
        }
    }

    override func keys() throws(TemplateError) -> [String] {
        var keys = ["TESTING", "SITE_NAME"]
        for key in Setting.all.map({ $0.name.description }) + configuration.keys
        where !keys.contains(where: { sameBytes($0, key) }) {
            if try value(of: key) != nil { keys.append(key) }
        }
        return keys
    }
}

/// Which settings templates may read. Whoever may write templates need not be whoever may read keys and passwords, and a page
/// is public: so what could be secret is not shown, be it by its name or by what it looks like.
enum SettingVisibility {
    static func isShown(_ key: String, _ text: String) -> Bool {
        isName(key) && !isSecret(name: key) && !isSecret(text)
    }

    /// Flask knows settings by names in capitals only.
    private static func isName(_ key: String) -> Bool {
        key.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isSecret(name: String) -> Bool {
        let bytes = Array(name.utf8)
        if parts.contains(where: { contains($0, in: bytes) }) { return true }
        return bytes.split(separator: UInt8(ascii: "_")).contains { word in
            words.contains { word.elementsEqual(UnsafeBufferPointer(start: $0.utf8Start, count: $0.utf8CodeUnitCount)) }
        }
    }

    /// What tells a secret wherever it stands in a name; also where our own settings have servers, files and people.
    private static var parts: [StaticString] {
        [
            "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "PASSCODE", "PWD", "KEY", "TOKEN", "CREDENTIAL", "PRIVATE",
            "SALT",
            "SIGNATURE", "CERT", "AUTH", "DATABASE", "SQLALCHEMY", "CONNECTION", "MAIL", "SMTP", "WEBHOOK", "ADMIN",
            "PROXIES",
            "PROXY", "PROGRAM", "FILE", "FOLDER", "PATH", "TEMPLATE", "CONFIG", "SOCKET",
        ]
    }

    /// What tells one as a word of a name.
    private static var words: [StaticString] {
        [
            "PASS", "PW", "PIN", "OTP", "TOTP", "DSN", "URI", "DB", "SQL", "REDIS", "LDAP", "AWS", "JWT", "OIDC",
            "SAML",
            "SENTRY", "HMAC", "NONCE", "SEED", "PEPPER", "LOGIN", "USER", "USERNAME",
        ]
    }

    private static func contains(_ part: StaticString, in bytes: [UInt8]) -> Bool {
        let part = UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
        guard bytes.count >= part.count else { return false }
        return (0...(bytes.count - part.count)).contains { bytes[$0...].starts(with: part) }
    }

    /// An address with somebody's password in it (RFC 3986, section 3.2.1), or a key (RFC 7468).
    private static func isSecret(_ text: String) -> Bool {
        if text.hasPrefix("-----BEGIN") { return true }
        let bytes = Array(text.utf8)
        let mark = Array("://".utf8)
        return bytes.indices.contains { index in
            bytes[index...].starts(with: mark)
                && bytes[(index + 3)...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: " ") }
                    .contains(UInt8(ascii: "@"))
        }
    }
}
