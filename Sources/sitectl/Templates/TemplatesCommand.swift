import ArgumentParser

/// `sitectl templates`: what is done with all templates of a site.
struct TemplatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "Works on all templates of the site.",
        subcommands: [CheckTemplates.self])
}
