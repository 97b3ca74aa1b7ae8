import ArgumentParser
import CGIKit
import Site

/// `sitectl users role`.
struct SetRole: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Sets a user's role: admin, staff or member.",
        discussion: "It applies from the user's next page. docs/discussions.md says who may do what.")

    enum NewRole: String, CaseIterable, ExpressibleByArgument {
        case admin, staff, member

        var stored: Role {
            switch self {
            case .admin: .admin
            case .staff: .staff
            case .member: .user
            }
        }
    }

    @Argument(help: "The user's name.")
    var name: String

    @Argument(help: "The new role.")
    var role: NewRole

    func run() throws {
        let database = try Database.ofSite(try Configuration.ofSite)
        let user = try database.user(named: name)
        let users = UserStore(database)
        let isSet = try reportingDatabase { () throws(DatabaseError) in try users.setRole(role.stored, of: user.id) }
        guard isSet else { throw Output.failure("sitectl: the account of \(user.summary) has just been deleted.") }
        Output.message("\(user.summary) now has the role \(role.rawValue).")
    }
}
