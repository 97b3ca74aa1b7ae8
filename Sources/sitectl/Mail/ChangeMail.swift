import ArgumentParser
import CGIKit
import Site

/// `sitectl mail retry`.
struct RetryMail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Makes messages that wait or were given up due at once.")

    @Argument(help: "Their numbers.")
    var numbers: [Int64] = []

    @Flag(help: "All that were given up.")
    var allFailed = false

    func validate() throws {
        guard allFailed != !numbers.isEmpty else {
            throw ArgumentParser.ValidationError("Name the messages, or write --all-failed.")
        }
    }

    func run() throws {
        let site = try MailSite(for: .writing)
        if allFailed {
            let count = try reportingDatabase { () throws(DatabaseError) in
                try site.outbox.retryFailed(now: site.clock.now)
            }
            return try Output.line("\(count) queued again")
        }
        try forEach(numbers, "cannot be tried again: it was sent, a worker has it, or it is not there") {
            (id) throws(DatabaseError) in try site.outbox.retry(id: id, now: site.clock.now)
        }
    }
}

/// `sitectl mail drop`.
struct DropMail: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "drop", abstract: "Removes messages from the queue.")

    @Argument(help: "Their numbers.")
    var numbers: [Int64]

    func run() throws {
        let site = try MailSite(for: .writing)
        try forEach(numbers, "cannot be removed: a worker has it, or it is not there") {
            (id) throws(DatabaseError) in try site.outbox.drop(id: id, now: site.clock.now)
        }
    }
}

/// Changes messages one by one; those that cannot be are named, and the command has failed.
private func forEach(
    _ numbers: [Int64], _ problem: String, _ change: (Int64) throws(DatabaseError) -> Bool
) throws {
    var hasFailed = false
    for id in numbers {
        let isDone = try reportingDatabase { () throws(DatabaseError) in try change(id) }
        if !isDone {
            Output.message("sitectl: message \(id) \(problem).")
            hasFailed = true
        }
    }
    if hasFailed { throw ExitCode.failure }
}
