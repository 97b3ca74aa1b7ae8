import ArgumentParser

/// `sitectl settings`.
struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Checks or lists the site's settings.",
        subcommands: [CheckSettings.self, ListSettings.self])
}
