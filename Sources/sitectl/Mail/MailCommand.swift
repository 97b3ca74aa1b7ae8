import ArgumentParser
import CGIKit
import Site

/// `sitectl mail`: the messages that the site sends.
struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Delivers the site's mail and manages its queue.",
        subcommands: [WorkOnMail.self, ListMail.self, ShowMail.self, RetryMail.self, DropMail.self, TestMail.self])
}

/// The site's database and settings, opened for a command.
struct MailSite {
    let configuration: Configuration
    let database: Database
    let outbox: Outbox
    let clock = Clock.system

    init(for access: Database.Access) throws {
        let configuration = try Configuration.ofSite
        try DataOwner.become(of: configuration)
        let database = try reporting { () throws(Failure) in
            try Database.openSite(configuration.database, for: access, busyTimeout: configuration.busyTimeout)
        }
        self.configuration = configuration
        self.database = database
        outbox = Outbox(database)
    }
}

/// Runs code of the database; its failure ends the command with a message.
func reportingDatabase<Result>(_ body: () throws(DatabaseError) -> Result) throws -> Result {
    try reporting { () throws(Failure) in
        try failing { () throws(DatabaseError) in try body() }
    }
}
