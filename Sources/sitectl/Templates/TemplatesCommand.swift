import ArgumentParser

/// `sitectl templates`: what is done with all templates of a site.
struct TemplatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "Checks the site's templates.",
        subcommands: [CheckTemplates.self])
}
