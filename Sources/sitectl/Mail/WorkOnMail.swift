import ArgumentParser
import CGIKit
import CSystem
import Site

/// `sitectl mail work`.
struct WorkOnMail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Delivers emails until it is stopped.",
        discussion: """
            Several workers can run at once. SIGTERM and Ctrl-C stop a worker after the email that it is delivering. It starts \
            over when site.conf has changed, when the database has been replaced, and on SIGHUP. Emails that cannot be \
            delivered are retried for several days (MAIL_GIVE_UP_DAYS).
            """)

    @Flag(help: "Deliver what is due and exit: for cron. Exit code 1 if the server cannot be reached.")
    var once = false

    @Option(help: "How many emails to lease at a time.")
    var batch = 50

    @Flag(help: "Do nothing while another worker is running.")
    var alone = false

    @Flag(help: "Print each email's recipient and links.")
    var links = false

    func validate() throws {
        guard (1...10_000).contains(batch) else { throw ArgumentParser.ValidationError("--batch is 1 to 10000.") }
    }

    func run() throws {
        csystem_ignore_signal(SIGPIPE)
        let options = MailWorker.Options(batch: batch, isAlone: alone, showsLinks: links)
        guard once else { return try goOn(options) }
        let worker = try reporting { () throws(Failure) -> MailWorker in try self.worker(options, StopSignals()) }
        if let words = try reportingDatabase({ () throws(DatabaseError) in try worker.workOnce() }) {
            throw Output.failure("sitectl: nothing is delivered: \(words)")
        }
    }

    /// Works until it is stopped, with the settings and the database that there are; where they have a mistake, it waits until that is
    /// corrected. Each fault is told once, and once that it is over.
    private func goOn(_ options: MailWorker.Options) throws {
        var signals = StopSignals()
        signals.includeHangUp()
        var fault: String?
        while !signals.isStopRequested {
            do throws(Failure) {
                let worker = try self.worker(options, signals, warns: fault == nil)
                if fault != nil { Output.message("works again") }
                fault = nil
                worker.work()
            } catch {
                if error.message != fault { Output.message("sitectl: \(error.message)\nwaiting until this is fixed") }
                fault = error.message
                signals.wait(5000)
                _ = signals.takeHangUp()
            }
        }
    }

    private func worker(
        _ options: MailWorker.Options, _ signals: StopSignals, warns: Bool = true
    ) throws(Failure) -> MailWorker {
        let configuration = try failing { () throws(ConfigurationError) in try Configuration.told(warns: warns) }
        try DataOwner.take(of: configuration)
        return try MailWorker(configuration, options, signals: signals)
    }
}
