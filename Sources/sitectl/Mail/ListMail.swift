import ArgumentParser
import CGIKit
import CSystem
import Site

/// `sitectl mail list`.
struct ListMail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists emails, newest first.")

    @Option(
        help: "Only emails in this state: \(Outbox.Selection.allCases.map { $0.rawValue }.joined(separator: ", ")).")
    var state: Outbox.Selection?

    @Option(help: "The maximum number to list.")
    var limit = 50

    @Flag(help: "Show the number of emails and the rates, until Ctrl-C.")
    var watch = false

    func run() throws {
        let site = try MailSite(for: .reading)
        if watch { return try MailMonitor(site).run() }
        let now = site.clock.now
        let messages = try reportingDatabase { () throws(DatabaseError) in
            try site.outbox.messages(state, limit: max(limit, 0))
        }
        for message in messages { try Output.line(line(message, now)) }
        let counts = try reportingDatabase { () throws(DatabaseError) in try site.outbox.counts(now: now) }
        Output.message(
            "\(counts.due) due, \(counts.later) later, \(counts.leased) leased, \(counts.failed) failed")
    }

    private func line(_ message: OutboxMessage, _ now: Int64) -> String {
        let columns = [
            padded(String(message.id), 6), padded(message.stateText(now: now), 11),
            HTTPDate(seconds: message.dueAt).timestamp, padded(String(message.tries), 2), padded(message.kind, 10),
            message.recipient, message.reply ?? "",
        ]
        return escapingControls(columns.joined(separator: "  "))
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension Outbox.Selection: ExpressibleByArgument {}

/// A live table of the queue on a terminal; on anything else a line a second.
struct MailMonitor {
    private let site: MailSite
    private let isTerminal = isatty(STDOUT_FILENO) == 1

    init(_ site: MailSite) { self.site = site }

    private struct Sample {
        let counts: Outbox.Counts
        let newest: Int64

        /// Those that were not sent.
        var open: Int64 { counts.due + counts.later + counts.leased + counts.failed }
    }

    func run() throws {
        let signals = StopSignals()
        var last = try sample()
        // In the place of a page that scrolls: back over the table that was.
        var isFirst = true
        while !signals.isStopRequested {
            signals.wait(isFirst ? 0 : 1000)
            let next = try sample()
            let queued = max(0, next.newest - last.newest)
            let sent = max(0, queued - (next.open - last.open))
            try show(next.counts, queued: queued, sent: sent, isFirst: isFirst)
            last = next
            isFirst = false
        }
    }

    private func sample() throws -> Sample {
        try reportingDatabase { () throws(DatabaseError) in
            Sample(counts: try site.outbox.counts(now: site.clock.now), newest: try site.outbox.newestID())
        }
    }

    private func show(_ counts: Outbox.Counts, queued: Int64, sent: Int64, isFirst: Bool) throws {
        let rows: [(String, Int64)] = [
            ("due", counts.due), ("later", counts.later), ("leased", counts.leased), ("failed", counts.failed),
            ("queued/s", queued), ("sent/s", sent),
        ]
        guard isTerminal else {
            return try Output.line(rows.map { "\($0.0) \($0.1)" }.joined(separator: "  "))
        }
        if !isFirst { try Output.write(Array("\u{1B}[\(rows.count)A".utf8)) }
        for (name, value) in rows {
            let number = String(value)
            let blanks = String(repeating: " ", count: max(1, 22 - name.count - number.count))
            try Output.line("\u{1B}[K\(name)\(blanks)\(number)")
        }
    }
}
