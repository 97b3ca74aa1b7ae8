import CGIKit

/// The site's secret keys, and what is made of them.
struct Secrets {
    let keys: SecretKeys
    let sessions: SessionCookies
    let csrf: CSRFProtection
    let passwordStamp: PasswordStamp

    init(_ configuration: Configuration, isSecure: Bool, prefix: String, clock: Clock) throws(Failure) {
        let keys = try Secrets.keys(configuration)
        self.keys = keys
        let settings = try failing { () throws(ConfigurationError) in
            try configuration.sessionSettings(isSecure: isSecure, prefix: prefix)
        }
        sessions = try failing { () throws(ConfigurationError) in
            try SessionCookies(keys: keys, settings: settings, clock: clock)
        }
        let timeLimit = try failing { () throws(ConfigurationError) in try configuration.csrfTimeLimit }
        let csrfKeys = try Secrets.csrfKeys(configuration)
        csrf = CSRFProtection(keys: csrfKeys ?? keys, digest: settings.digest, timeLimit: timeLimit, clock: clock)
        passwordStamp = PasswordStamp(keys: keys)
    }

    /// The key for the tokens in forms, if that is another.
    static func csrfKeys(_ configuration: Configuration) throws(Failure) -> SecretKeys? {
        try configuration.csrfKeyFile.map { path throws(Failure) in SecretKeys(try key(in: path))! }
    }

    static func keys(_ configuration: Configuration) throws(Failure) -> SecretKeys {
        let path = configuration.secretKeyFile
        var older: [[UInt8]] = []
        for path in configuration.fallbackKeyFiles { older.append(try key(in: path)) }
        guard let keys = SecretKeys(try key(in: path), older: older) else { preconditionFailure("an empty key") }
        return keys
    }

    /// The file's bytes as they are, a line break at the end included: Flask reads them so too.
    private static func key(in path: String) throws(Failure) -> [UInt8] {
        let key: [UInt8]
        do throws(SystemError) {
            key = try File.contents(of: path, limit: 4096)
        } catch {
            switch error.errno {
            case .notFound: throw missingKey(path)
            case .permissionDenied:
                throw .configuration(
                    ConfigurationError(
                        "The secret key cannot be read: \(error.description).\(FileAccess.hint(for: path))"))
            default: throw .system(error)
            }
        }
        if key.isEmpty { throw missingKey(path) }
        return key
    }

    private static func missingKey(_ path: String) -> Failure {
        .configuration(
            ConfigurationError(
                """
                No secret key in \(path). Create it, readable by the scripts' user only, as root with:
                \(FileAccess.commandForKey(in: path))
                """))
    }
}

extension Configuration {
    /// Reads the secret keys, as each page does.
    ///
    /// - Throws: `Failure.configuration` if a key is missing or cannot be read, with what to do.
    @export(interface) public func checkKeys() throws(Failure) {
        _ = try Secrets.keys(self)
        _ = try Secrets.csrfKeys(self)
    }
}
