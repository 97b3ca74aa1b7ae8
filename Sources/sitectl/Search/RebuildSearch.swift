import ArgumentParser
import CGIKit
import Site

/// `sitectl search rebuild`.
struct RebuildSearch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Rebuilds the search index from all posts.",
        discussion: """
            Scripts ask for it in the error log after an update, where it would take them too long. Pages that write wait \
            meanwhile, and answer 503 after DATABASE_TIMEOUT.
            """)

    func run() throws {
        let database = try Database.ofSite(try Configuration.ofSite)
        try reportingDatabase { () throws(DatabaseError) in
            // Of this connection only.
            try database.execute("PRAGMA cache_size = -262144")
            try database.write { () throws(DatabaseError) in try PostSearch.rebuild(in: database) }
        }
        Output.message("The search index is rebuilt.")
    }
}
