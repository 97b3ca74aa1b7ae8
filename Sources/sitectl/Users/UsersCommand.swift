import ArgumentParser
import CGIKit
import Site

/// `sitectl users`: the site's accounts.
struct UsersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Manages the site's accounts.",
        subcommands: [ListCollisions.self, SetPassword.self, SetRole.self])
}

extension Database {
    /// The site's, for a command that writes.
    static func ofSite(_ configuration: Configuration) throws -> Database {
        try DataOwner.become(of: configuration)
        return try reporting { () throws(Failure) in
            try Database.openSite(configuration.database, for: .writing, busyTimeout: configuration.busyTimeout)
        }
    }
}
