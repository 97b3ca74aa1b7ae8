import CGIKit

/// The site's settings: one file of `KEY = value` lines, each of which an environment variable `SITE_KEY` overrides.
///
/// The file is the one that `SITE_CONFIG` names; without it the first there is of `/etc/cgikit/site.conf`,
/// `/var/lib/cgikit/site.conf` and, for scripts run in a checkout, its `data/site.conf`.
public struct Configuration {
    /// The environment's settings by their keys, listed once: they are few, and a page asks for many.
    let overrides: [(key: String, value: String)]
    let file: ConfigurationFile
    /// Where each setting of ``Setting/all`` has its value from: the number of its entry in the file, from 1, or that of its
    /// override, negative; 0 is nowhere.
    var chosen: [Int32] = []
    /// Mistakes in the settings, and warnings, for the operator.
    public private(set) var findings: [SettingFinding] = []

    /// - Parameters:
    ///   - environment: What names the file and overrides its settings.
    ///   - oddity: Makes ``findings`` also contain warnings (``NearestSetting/oddity(_:_:)``). Pages do not ask for them:
    ///     they would be in the log once for each request, and their programs would hold what finds them.
    /// - Throws: A `ConfigurationError` with all mistakes in the settings at once.
    @export(interface) public init(
        _ environment: Environment, oddity: NearestSetting.Oddity? = nil
    ) throws(ConfigurationError) {
        try self.init(unchecked: environment, oddity: oddity)
        if let error = findings.error { throw error }
    }

    /// Reads the settings without rejecting mistakes, which are in ``findings``.
    ///
    /// - Throws: A `ConfigurationError` only if the file cannot be read.
    @export(interface) public init(
        unchecked environment: Environment, oddity: NearestSetting.Oddity?
    ) throws(ConfigurationError) {
        let prefix = "SITE_"
        overrides = environment.names(withPrefix: prefix).map { name in
            (key: String(name.utf8.dropFirst(prefix.utf8.count))!, value: environment[name] ?? "")
        }
        if let path = environment["SITE_CONFIG"], !path.isEmpty {
            file = try ConfigurationFile(path: path)
        } else {
            file = try Configuration.installedFile()
        }
        findings = choose(oddity)
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

    /// The value of a setting, or of a key of the site's own; nil if it is not set or empty.
    public subscript(key: String) -> String? {
        @export(interface) get {
            let value = entry(key)?.value
            return value == "" ? nil : value
        }
    }

    /// The keys of all settings that are set, each once.
    var keys: [String] {
        var keys: [String] = []
        for key in overrides.map({ $0.key }) + file.entries.map({ $0.key })
        where !keys.contains(where: { sameBytes($0, key) }) { keys.append(key) }
        return keys
    }

    /// What a key is set to, and whether the environment says so.
    private func entry(_ key: String) -> (value: String, isOverride: Bool)? {
        guard let index = Setting.index(of: key) else {
            for entry in overrides where sameBytes(entry.key, key) { return (entry.value, true) }
            return file[key].map { ($0, false) }
        }
        let number = Int(chosen[index])
        if number == 0 { return nil }
        return number < 0 ? (overrides[-number - 1].value, true) : (file.entries[number - 1].value, false)
    }

    private func isOverridden(_ key: String) -> Bool { entry(key)?.isOverride ?? false }

    /// A path; one in the file that is relative starts at the file's folder.
    @export(interface) public func path(_ key: String) -> String? {
        guard let (value, isOverride) = entry(key), !value.isEmpty else { return nil }
        return isOverride ? value : file.resolve(value)
    }

    /// A path that is a part of a setting's value.
    func resolve(_ path: String, of key: String) -> String { isOverridden(key) ? path : file.resolve(path) }

    /// Where a setting's value comes from, for messages: `site.conf:3`, or the name of an environment variable; its own name if it
    /// is not set.
    @export(interface) public func place(of key: String) -> String {
        guard let index = Setting.index(of: key), chosen[index] != 0 else { return key }
        let number = Int(chosen[index])
        return number < 0 ? "SITE_\(overrides[-number - 1].key)" : file.place(file.entries[number - 1].line)
    }

    /// The file of the settings; nil if they have none.
    public var settingsFile: String? { file.path.isEmpty ? nil : file.path }

    /// A path in the file's folder; nil if the settings have no file.
    func besideFile(_ name: String) -> String? { file.folder.isEmpty ? nil : file.resolve(name) }

    /// Several paths, separated by blanks.
    func paths(_ key: String) -> [String] {
        let isFromEnvironment = isOverridden(key)
        let paths = (self[key] ?? "").utf8.split(separator: UInt8(ascii: " ")).map {
            String(decoding: $0, as: UTF8.self)
        }
        return isFromEnvironment ? paths : paths.map { file.resolve($0) }
    }

    /// `DATABASE`, a relative path in the file starting at the file's folder.
    var databaseURL: DatabaseURL {
        get throws(ConfigurationError) {
            let url = try DatabaseURL(text("DATABASE"))
            return self["DATABASE"] == nil || isOverridden("DATABASE") ? url : DatabaseURL(path: file.resolve(url.path))
        }
    }

    /// A setting that is text, or its default. A key that is not declared traps.
    public func text(_ key: String) -> String { self[key] ?? Setting.declared(key).standardText }

    /// A yes-or-no setting, or its default. A key that is not declared traps.
    ///
    /// - Throws: A `ConfigurationError` if the value is neither.
    @export(interface) public func flag(_ key: String) throws(ConfigurationError) -> Bool {
        guard let value = self[key] else { return Setting.declared(key).standardFlag }
        if let flag = SettingKind.flag(value) { return flag }
        throw wrong(key, value)
    }

    /// A yes-or-no setting whose default is not the same everywhere.
    ///
    /// - Parameters:
    ///   - key: The setting.
    ///   - standard: The default, evaluated only if the setting is not set.
    /// - Throws: A `ConfigurationError` if the value is neither, and what `standard` throws.
    @export(interface) public func flag(
        _ key: String, orIfNotSet standard: @autoclosure () throws(ConfigurationError) -> Bool
    ) throws(ConfigurationError) -> Bool {
        self[key] == nil ? try standard() : try flag(key)
    }

    /// A setting that is a number, or its default. A key that is not declared traps.
    ///
    /// - Throws: A `ConfigurationError` if the value is not a number.
    @export(interface) public func number(_ key: String) throws(ConfigurationError) -> Int {
        guard let value = self[key] else { return Setting.declared(key).standardNumber }
        if let number = Int(value) { return number }
        throw wrong(key, value)
    }

    /// What has been found before, when the settings were read.
    func wrong(_ key: String, _ value: String) -> ConfigurationError {
        ConfigurationError(Setting.declared(key).problem(with: value) ?? "\(key) has no value.")
    }
}
