import ArgumentParser
import CGIKit
import CSystem
import Site

/// `sitectl mail test`.
struct TestMail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Sends a test email and prints the server's reply.")

    @Argument(help: "The recipient.")
    var address: String

    func validate() throws {
        guard EmailAddress(address) != nil else {
            throw ArgumentParser.ValidationError("\"\(address)\" is not an email address that mail can be sent to.")
        }
    }

    func run() throws {
        csystem_ignore_signal(SIGPIPE)
        let site = try MailSite(for: .writing)
        let worker = try reporting { () throws(Failure) in try MailWorker(site.configuration, MailWorker.Options()) }
        let (id, delivery) = try reportingDatabase { () throws(DatabaseError) in
            let id = try site.outbox.queue(Email(.test, to: address), now: site.clock.now)
            return (id, try worker.send(id))
        }
        switch delivery {
        case .accepted(let words): try Output.line("sent: \(words)")
        case .refused(let words), .deferred(let words), .unreachable(let words):
            // A test that comes tomorrow tells nobody anything.
            _ = try reportingDatabase { () throws(DatabaseError) in
                try site.outbox.drop(id: id, now: site.clock.now)
            }
            throw Output.failure("sitectl: not sent: \(words)")
        case nil: try Output.line("another worker is sending it: sitectl mail show \(id)")
        }
    }
}
