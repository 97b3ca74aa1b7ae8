import ArgumentParser
import CGIKit
import Site

/// `sitectl users collisions`.
struct ListCollisions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collisions",
        abstract: "Lists accounts whose names or email addresses are the same under the current rules.",
        discussion: """
            They were registered before these rules existed, or through Flask, and still work. Each line has what they share, \
            and the account's ID, name and email address. Of those that share something, the oldest is first; it is found by \
            any spelling of its name or email address.
            """)

    func run() throws {
        let users = UserStore(try Database.ofSite(try Configuration.ofSite))
        let collisions = try reportingDatabase { () throws(DatabaseError) in try users.collisions() }
        for collision in collisions {
            for user in collision.users {
                let columns = [collision.shared.rawValue, String(user.id), user.displayName, user.email ?? ""]
                try Output.line(columns.map { escapingControls($0) }.joined(separator: "\t"))
            }
        }
        Output.message(collisions.isEmpty ? "no collisions" : "\(collisions.count) collisions")
    }
}
