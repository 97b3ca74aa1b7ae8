import CGIKit

/// The site's settings: one file of `KEY = value` lines, each of which an environment variable `SITE_KEY` overrides.
///
/// The file is the one that `SITE_CONFIG` names; without it the first there is of `/etc/cgikit/site.conf`,
/// `/var/lib/cgikit/site.conf` and, for scripts run in a checkout, its `data/site.conf`.
public struct Configuration {
    private let environment: Environment
    private let file: ConfigurationFile

    public init(_ environment: Environment) throws(ConfigurationError) {
        self.environment = environment
        if let path = environment["SITE_CONFIG"], !path.isEmpty {
            file = try ConfigurationFile(path: path)
        } else {
            file = try Configuration.installedFile()
        }
    }

    private static func installedFile() throws(ConfigurationError) -> ConfigurationFile {
        for path in ["/etc/cgikit/site.conf", "/var/lib/cgikit/site.conf", checkoutFile()] {
            if let path, let file = try ConfigurationFile(ifPresentAt: path) { return file }
        }
        return ConfigurationFile()
    }

    private static func checkoutFile() -> String? {
        guard let folder = Process.executableFolder else { return nil }
        return folder + "/../../data/site.conf"
    }

    /// The value of a setting, or nil if it is not set or empty.
    public subscript(key: String) -> String? {
        let value = environment["SITE_" + key] ?? file[key]
        return value == "" ? nil : value
    }

    /// A path; one in the file that is relative starts at the file's folder.
    public func path(_ key: String) -> String? {
        if let value = environment["SITE_" + key] { return value.isEmpty ? nil : value }
        guard let value = file[key], !value.isEmpty else { return nil }
        return file.resolve(value)
    }

    public func flag(_ key: String, default standard: Bool) throws(ConfigurationError) -> Bool {
        guard let value = self[key] else { return standard }
        switch value.lowercased() {
        case "true", "yes", "on", "1": return true
        case "false", "no", "off", "0": return false
        default: throw ConfigurationError("\(key) is \"\(value)\"; write true or false.")
        }
    }

    public func number(_ key: String, default standard: Int) throws(ConfigurationError) -> Int {
        guard let value = self[key] else { return standard }
        guard let number = Int(value), number >= 0 else {
            throw ConfigurationError("\(key) is \"\(value)\"; write a whole number.")
        }
        return number
    }
}

extension Configuration {
    /// The site's name, in titles and headings.
    public var siteName: String { self["SITE_NAME"] ?? "My Site" }

    /// Whether error pages show what is in the error log.
    public var isDebug: Bool { (try? flag("DEBUG", default: false)) ?? false }

    /// The folder whose templates override the built-in ones.
    public var templates: String? { path("TEMPLATES") }

    /// The address of the static files, absolute or on this host.
    public var staticURL: String { self["STATIC_URL"] ?? "/static" }

    /// The file of the database, from `sqlite:///path` or a bare path.
    public var database: String { get throws(ConfigurationError) {
        guard let value = self["DATABASE"] else { return "/var/lib/cgikit/app.db" }
        let url = try DatabaseURL(value)
        return environment["SITE_DATABASE"] == nil ? file.resolve(url.path) : url.path
    } }
}
