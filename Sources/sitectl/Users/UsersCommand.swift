import ArgumentParser

/// `sitectl users`: the site's accounts.
struct UsersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Works on the site's accounts.", subcommands: [ListCollisions.self])
}
