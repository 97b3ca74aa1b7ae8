import CGIKit
import CSystem

/// All settings are checked when they are read, so that an error shows before a user has typed anything.
extension Configuration {
    /// Notes where each setting that is known has its value from.
    ///
    /// - Parameter oddity: what is odd about a key that is not known; nil for not to look for what is only odd.
    /// - Returns: errors and warnings, in the order of the file, then of the environment.
    mutating func choose(_ oddity: NearestSetting.Oddity?) -> [SettingFinding] {
        chosen = [Int32](repeating: 0, count: Setting.all.count)
        var inEnvironment: [SettingFinding] = []
        for (number, entry) in overrides.enumerated() where !sameBytes(entry.key, "CONFIG") {
            let finding: SettingFinding?
            if let index = Setting.index(of: entry.key) {
                chosen[index] = -Int32(number + 1)
                finding = Setting.all[index].finding(entry.value, "SITE_\(entry.key)")
            } else {
                finding = oddity?(entry.key, "SITE_\(entry.key)")
            }
            if let finding { inEnvironment.append(finding) }
        }
        // From the end: if a setting occurs twice, the last value is used.
        var inFile: [SettingFinding] = []
        for (number, entry) in file.entries.enumerated().reversed() {
            let finding: SettingFinding?
            if let index = Setting.index(of: entry.key) {
                // One that is overridden does no harm.
                if chosen[index] < 0 { continue }
                if chosen[index] > 0 {
                    let last = file.entries[Int(chosen[index]) - 1].line
                    finding = oddity == nil ? nil : setAgain(entry.key, entry.line, last)
                } else {
                    chosen[index] = Int32(number + 1)
                    finding =
                        Setting.all[index].finding(entry.value, file.place(entry.line))
                        ?? (oddity == nil ? nil : quoted(entry.key, entry.value, entry.line))
                }
            } else {
                finding = oddity?(entry.key, file.place(entry.line))
            }
            if let finding { inFile.append(finding) }
        }
        return file.findings + inFile.reversed() + inEnvironment
    }

    private func setAgain(_ key: String, _ line: Int, _ last: Int) -> SettingFinding {
        SettingFinding(
            place: file.place(line), words: "\(key) is set again in line \(last), and that value is used.", .warning)
    }

    private func quoted(_ key: String, _ value: String, _ line: Int) -> SettingFinding? {
        let bytes = value.utf8
        guard bytes.count > 1, let first = bytes.first, first == bytes.last, first == 0x22 || first == 0x27 else {
            return nil
        }
        return SettingFinding(
            place: file.place(line), words: "the quotes are part of \(key): write values without quotes.", .warning)
    }
}

extension Setting {
    /// Whether only the mail's worker goes by it.
    private var isOfWorker: Bool {
        name.utf8CodeUnitCount > 5 && memcmp(name.utf8Start, ("MAIL_" as StaticString).utf8Start, 5) == 0
    }

    fileprivate func finding(_ value: String, _ place: @autoclosure () -> String) -> SettingFinding? {
        guard !value.isEmpty, let words = problem(with: value) else { return nil }
        let place = place()
        return SettingFinding(place: place, words: words, isOfWorker ? .stopsMail : .error)
    }
}

extension [SettingFinding] {
    /// All that are more than a warning, if the site cannot work with one.
    var error: ConfigurationError? {
        guard contains(where: { $0.weight == .error }) else { return nil }
        let wrong = filter { $0.weight != .warning }
        return ConfigurationError(
            wrong.count == 1
                ? wrong[0].text
                : "\(wrong.count) settings are wrong:\n" + wrong.map { $0.text }.joined(separator: "\n"))
    }
}
