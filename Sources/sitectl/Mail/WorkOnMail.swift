import ArgumentParser
import CGIKit
import CSystem
import Site

/// `sitectl mail work`.
struct WorkOnMail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Delivers messages as they come, until it is stopped.",
        discussion: """
            Any number of workers can run at once. SIGTERM and Ctrl-C stop it after the message in hand. What cannot be \
            delivered is tried again for some days (MAIL_GIVE_UP_DAYS).
            """)

    @Flag(help: "Deliver what is due and end: for cron. Exit code 1 if the server cannot be reached.")
    var once = false

    @Option(help: "How many messages are taken at a time.")
    var batch = 50

    @Flag(help: "Do nothing while another worker delivers.")
    var alone = false

    @Flag(help: "Print whom each message went to, with its links.")
    var links = false

    func validate() throws {
        guard (1...10_000).contains(batch) else { throw ArgumentParser.ValidationError("--batch is 1 to 10000.") }
    }

    func run() throws {
        csystem_ignore_signal(SIGPIPE)
        let configuration = try Configuration.ofSite
        let options = MailWorker.Options(batch: batch, isAlone: alone, showsLinks: links)
        let worker = try reporting { () throws(Failure) in try MailWorker(configuration, options) }
        guard once else { return worker.work() }
        if let words = try reportingDatabase({ () throws(DatabaseError) in try worker.workOnce() }) {
            throw Output.failure("sitectl: nothing is delivered: \(words)")
        }
    }
}
