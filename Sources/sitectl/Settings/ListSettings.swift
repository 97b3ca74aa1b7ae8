import ArgumentParser
import Site

/// `sitectl settings list`.
struct ListSettings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Prints all settings as a Markdown table.")

    func run() throws {
        try Output.line("| setting | value | default | what |\n|---|---|---|---|")
        for setting in Setting.all {
            try Output.line(
                "| `\(setting.name)` | \(setting.kind.words) | \(setting.standardWords) | \(setting.about) |")
        }
    }
}

extension Setting {
    /// Its default as it would be written, or in words.
    fileprivate var standardWords: String {
        let standard = "\(standard)"
        return standard.isEmpty || standard.contains(" ") && kind.isComputed ? standard : "`\(standard)`"
    }
}

extension SettingKind {
    /// Whether a default with blanks in it is words.
    fileprivate var isComputed: Bool {
        if case .text = self { return false }
        return true
    }
}
