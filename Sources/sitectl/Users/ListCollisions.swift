import ArgumentParser
import CGIKit
import Site

/// `sitectl users collisions`.
struct ListCollisions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collisions",
        abstract: "Lists accounts whose names or addresses are one and the same by today's rules.",
        discussion: """
            They were registered before there were these rules, or through Flask, and go on working. Each line has what they \
            share, the number of the account, its name and its address; of those that share something, the oldest stands \
            first, which is found by whatever is like its name or its address.
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
