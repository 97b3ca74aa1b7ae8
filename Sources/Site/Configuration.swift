import CGIKit

/// The site's settings: one file of `KEY = value` lines, each of which an environment variable `SITE_KEY` overrides.
///
/// The file is the one that `SITE_CONFIG` names; without it the first there is of `/etc/cgikit/site.conf`,
/// `/var/lib/cgikit/site.conf` and, for scripts run in a checkout, its `data/site.conf`.
public struct Configuration {
    /// The environment's settings by their keys, listed once: they are few, and a page asks for many.
    private let overrides: [(key: String, value: String)]
    private let file: ConfigurationFile

    public init(_ environment: Environment) throws(ConfigurationError) {
        let prefix = "SITE_"
        overrides = environment.names(withPrefix: prefix).map { name in
            (key: String(name.utf8.dropFirst(prefix.utf8.count))!, value: environment[name] ?? "")
        }
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
        guard let folder = executableFolder() else { return nil }
        return folder + "/../../data/site.conf"
    }

    /// The value of a setting, or nil if it is not set or empty.
    public subscript(key: String) -> String? {
        let value = override(key) ?? file[key]
        return value == "" ? nil : value
    }

    private func override(_ key: String) -> String? {
        for entry in overrides where entry.key == key { return entry.value }
        return nil
    }

    /// A path; one in the file that is relative starts at the file's folder.
    public func path(_ key: String) -> String? {
        if let value = override(key) { return value.isEmpty ? nil : value }
        guard let value = file[key], !value.isEmpty else { return nil }
        return file.resolve(value)
    }

    /// A path that is a part of a setting's value.
    func resolve(_ path: String, of key: String) -> String { override(key) == nil ? file.resolve(path) : path }

    /// A path in the file's folder; nil if the settings have no file.
    func besideFile(_ name: String) -> String? { file.folder.isEmpty ? nil : file.resolve(name) }

    /// Several paths, separated by blanks.
    func paths(_ key: String) -> [String] {
        let isFromEnvironment = override(key) != nil
        let paths = (self[key] ?? "").utf8.split(separator: UInt8(ascii: " ")).map {
            String(decoding: $0, as: UTF8.self)
        }
        return isFromEnvironment ? paths : paths.map { file.resolve($0) }
    }

    /// `DATABASE`, a relative path in the file starting at the file's folder.
    var databasePath: String? {
        guard override("DATABASE") == nil, let value = file["DATABASE"] else { return self["DATABASE"] }
        let scheme = "sqlite:///"
        guard value.hasPrefix(scheme) else { return file.resolve(value) }
        return scheme + file.resolve(String(value.dropFirst(scheme.count)))
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
        // Seconds are added to dates, and multiplied to nanoseconds.
        guard number <= Int(Int32.max) else {
            throw ConfigurationError("\(key) is \"\(value)\"; the most is \(Int32.max).")
        }
        return number
    }
}
