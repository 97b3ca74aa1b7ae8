import ArgumentParser

/// The operator's tool: what is done to a site beside its pages.
@main
struct SiteControl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sitectl",
        abstract: "Manages a site from the command line.",
        subcommands: [
            ImportFlask.self, MailCommand.self, Render.self, SearchCommand.self, Seed.self,
            SettingsCommand.self, TemplatesCommand.self, UsersCommand.self,
        ])
}
