import CGIKit

/// A file of `KEY = value` lines; blank lines and lines that begin with `#` are left out.
struct ConfigurationFile {
    let entries: [(key: String, value: String, line: Int)]
    /// Lines that are none.
    let findings: [SettingFinding]
    /// Empty if there is no file.
    let path: String
    /// Empty if there is no file.
    let folder: String

    /// A site without a file runs on its environment.
    init() {
        entries = []
        findings = []
        path = ""
        folder = ""
    }

    init(path: String) throws(ConfigurationError) {
        guard let file = try ConfigurationFile(ifPresentAt: path) else {
            throw ConfigurationError("There is no configuration file \(path). Create it, or set SITE_CONFIG to yours.")
        }
        self = file
    }

    /// Nil if there is no file.
    init?(ifPresentAt path: String) throws(ConfigurationError) {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try File.contents(of: path)
        } catch {
            if error.errno == .notFound || error.errno == .notDirectory { return nil }
            throw ConfigurationError("The configuration cannot be read: \(error.description).")
        }
        self.init(bytes, path: path)
    }

    /// Lines may end as those of Windows do, and the first may begin with a byte order mark, as Windows' editors write it.
    init(_ bytes: [UInt8], path: String) {
        self.path = path
        folder = parentFolder(of: path)
        var entries: [(key: String, value: String, line: Int)] = []
        var findings: [SettingFinding] = []
        var number = 0
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = line.trimmingBlanks()
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")), equals > line.startIndex else {
                findings.append(
                    SettingFinding(place: "\(path):\(number)", words: "this is not KEY = value.", .error))
                continue
            }
            var key = String(decoding: line[..<equals].trimmingBlanks(), as: UTF8.self)
            if key.hasPrefix("SITE_") { key.removeFirst(5) }
            entries.append((key, String(decoding: line[(equals + 1)...].trimmingBlanks(), as: UTF8.self), number))
        }
        self.entries = entries
        self.findings = findings
    }

    /// `site.conf:3`.
    func place(_ line: Int) -> String { "\(path):\(line)" }

    /// The last value given to a key.
    subscript(key: String) -> String? { entries.last { sameBytes($0.key, key) }?.value }

    /// A path as seen from this file's folder.
    func resolve(_ path: String) -> String {
        path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    }
}

extension ArraySlice<UInt8> {
    fileprivate func trimmingBlanks() -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return []
        }
        return self[first...last]
    }
}
