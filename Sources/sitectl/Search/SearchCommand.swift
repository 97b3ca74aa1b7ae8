import ArgumentParser

/// `sitectl search`: the index of the full-text search.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Manages the search index.", subcommands: [RebuildSearch.self])
}
