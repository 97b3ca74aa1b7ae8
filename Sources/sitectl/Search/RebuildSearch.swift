import ArgumentParser
import CGIKit
import Site

/// `sitectl search rebuild`.
struct RebuildSearch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Rebuilds the search index from all posts.",
        discussion: """
            After an update, scripts ask for it in the error log if it would take them too long. In the meantime, pages that \
            write wait, and respond with 503 after DATABASE_TIMEOUT.
            """)

    func run() throws {
        let database = try Database.ofSite(try Configuration.ofSite)
        try reportingDatabase { () throws(DatabaseError) in
            try database.useMemory(megabytes: 256)
            try database.write { () throws(DatabaseError) in try PostSearch.rebuild(in: database) }
        }
        Output.message("The search index has been rebuilt.")
    }
}
