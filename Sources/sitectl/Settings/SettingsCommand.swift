import ArgumentParser

/// `sitectl settings`.
struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Checks the site's settings, and lists those that there are.",
        subcommands: [CheckSettings.self, ListSettings.self])
}
