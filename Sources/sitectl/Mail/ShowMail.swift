import ArgumentParser
import CGIKit
import Site

/// `sitectl mail show`.
struct ShowMail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints an email as it would be sent now, and its state.")

    @Flag(help: "Include the tokens in its links: whoever has them can do what the recipient can.")
    var links = false

    @Argument(help: "The email's ID.")
    var number: Int64

    func run() throws {
        let site = try MailSite(for: .reading)
        let message = try reportingDatabase { () throws(DatabaseError) in try site.outbox.message(id: number) }
        guard let message else { throw Output.failure("sitectl: there is no email \(number).") }
        let shown = try reportingDatabase { () throws(DatabaseError) in
            try NoticeDigest(site.database).preview(message)
        }
        for (name, value) in description(of: message, now: site.clock.now) { try Output.line("\(name): \(value)") }
        let composer = try reporting { () throws(Failure) in
            try EmailComposer(site.configuration, signing: links)
        }
        do {
            try Output.line("")
            try Output.write(try composer.compose(shown).message.bytes)
        } catch let error as CompositionError {
            throw Output.failure("sitectl: \(error.message)")
        }
    }

    private func description(of message: OutboxMessage, now: Int64) -> [(String, String)] {
        var lines = [
            ("email", String(message.id)), ("state", message.stateText(now: now)), ("tries", String(message.tries)),
            ("queued", HTTPDate(seconds: message.createdAt).timestamp),
            (message.state == .queued ? "due" : "ended", HTTPDate(seconds: message.dueAt).timestamp),
        ]
        if let reply = message.reply { lines.append(("reply", escapingControls(reply))) }
        return lines
    }
}

extension OutboxMessage {
    /// How far it has come, in a word.
    func stateText(now: Int64) -> String {
        switch state {
        case .queued: owner == nil ? "queued" : dueAt > now ? "leased" : "lease ended"
        case .failed: "failed"
        case .sent: "sent"
        case nil: "unknown"
        }
    }
}
