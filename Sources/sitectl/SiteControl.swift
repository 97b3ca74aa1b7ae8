import ArgumentParser

/// The command-line tool: operations on a site that its pages do not offer.
@main
struct SiteControl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sitectl",
        abstract: "Manages a site from the command line.",
        subcommands: [
            ImportFlask.self, MailCommand.self, Render.self, RoutesCommand.self, SearchCommand.self, Seed.self,
            SettingsCommand.self, TemplatesCommand.self, UsersCommand.self,
        ])
}
