import ArgumentParser

/// `sitectl search`: the index of the full-text search.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Works on the index of the search.", subcommands: [RebuildSearch.self])
}
