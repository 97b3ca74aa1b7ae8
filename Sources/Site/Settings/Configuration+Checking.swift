import CGIKit

/// All settings that are set are looked at at once, when they are read: a mistake shows before anybody has typed anything.
extension Configuration {
    /// What is wrong or odd, in the order of the file, and then of the environment.
    func check() -> [SettingFinding] {
        var findings = file.findings
        var lines = [Int](repeating: 0, count: Setting.all.count)
        // From the end: of what is set twice the last counts.
        var inFile: [SettingFinding] = []
        for entry in file.entries.reversed() {
            guard let index = Setting.index(of: entry.key) else {
                if let finding = unknown(entry.key, file.place(entry.line)) { inFile.append(finding) }
                continue
            }
            if lines[index] > 0 {
                inFile.append(
                    SettingFinding(
                        place: file.place(entry.line),
                        words: "\(entry.key) is set again in line \(lines[index]), and that one counts.", .warning))
                continue
            }
            lines[index] = entry.line
            // One that is overridden does no harm.
            guard override(entry.key) == nil, !entry.value.isEmpty else { continue }
            if let finding = Setting.all[index].finding(entry.value, file.place(entry.line)) { inFile.append(finding) }
        }
        findings += inFile.reversed()
        for entry in overrides where !entry.value.isEmpty && !sameBytes(entry.key, "CONFIG") {
            let name = "SITE_\(entry.key)"
            if let setting = Setting.named(entry.key) {
                if let finding = setting.finding(entry.value, name) { findings.append(finding) }
            } else if let finding = unknown(entry.key, name) {
                findings.append(finding)
            }
        }
        return findings
    }

    /// Sites have settings of their own: only what looks like a slip is worth a word.
    private func unknown(_ key: String, _ place: String) -> SettingFinding? {
        guard let nearest = NearestSetting.name(to: key) else { return nil }
        return SettingFinding(
            place: place, words: "there is no setting \(key); did you mean \(nearest)?", .warning)
    }
}

extension Setting {
    fileprivate func finding(_ value: String, _ place: String) -> SettingFinding? {
        guard let words = problem(with: value) else { return nil }
        if case .mailURL = kind { return SettingFinding(place: place, words: words, .stopsMail) }
        return SettingFinding(place: place, words: words, .error)
    }
}

extension [SettingFinding] {
    /// All of them, if the site cannot work with one.
    var error: ConfigurationError? {
        let wrong = filter { $0.weight == .error }.count
        guard wrong > 0 else { return nil }
        return ConfigurationError(
            wrong == 1 && count == 1
                ? self[0].text
                : "\(wrong) of the settings \(wrong == 1 ? "is" : "are") wrong:\n"
                    + map { $0.text }.joined(separator: "\n"))
    }
}
