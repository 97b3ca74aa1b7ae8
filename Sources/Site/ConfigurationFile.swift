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
            throw ConfigurationError(
                "The configuration cannot be read: \(error.description).\(FileAccess.hint(for: path))")
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
        bytes.withUnsafeBufferPointer { bytes in
            var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            while start < bytes.count {
                number += 1
                let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start)
                let line = bytes.trimmingBlanks(start..<end)
                start = end + 1
                if line.isEmpty || bytes[line.lowerBound] == UInt8(ascii: "#") { continue }
                let equals = bytes.firstIndex(of: UInt8(ascii: "="), from: line.lowerBound)
                guard equals > line.lowerBound, equals < line.upperBound else {
                    findings.append(
                        SettingFinding(place: "\(path):\(number)", words: "this is not NAME = value.", .error))
                    continue
                }
                var key = bytes.text(bytes.trimmingBlanks(line.lowerBound..<equals))
                if key.hasPrefix("SITE_") { key.removeFirst(5) }
                entries.append((key, bytes.text(bytes.trimmingBlanks((equals + 1)..<line.upperBound)), number))
            }
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

/// Each page reads the file, so it is gone through in place.
extension UnsafeBufferPointer<UInt8> {
    /// Where a byte is, from a position on; else the end.
    fileprivate func firstIndex(of byte: UInt8, from start: Int) -> Int {
        var index = start
        while index < count, self[index] != byte { index += 1 }
        return index
    }

    fileprivate func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isBlank(self[start]) { start += 1 }
        while start < end, isBlank(self[end - 1]) { end -= 1 }
        return start..<end
    }

    fileprivate func text(_ range: Range<Int>) -> String { String(utf8: UnsafeBufferPointer(rebasing: self[range])) }
}
