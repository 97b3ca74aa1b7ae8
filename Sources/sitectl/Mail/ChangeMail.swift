import ArgumentParser
import CGIKit
import Site

/// `sitectl mail retry`.
struct RetryMail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Retries queued or failed emails at once.")

    @Argument(help: "Their IDs.")
    var numbers: [Int64] = []

    @Flag(help: "Retry all failed emails.")
    var allFailed = false

    func validate() throws {
        guard allFailed != !numbers.isEmpty else {
            throw ArgumentParser.ValidationError("Give the emails' IDs, or --all-failed.")
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
        try forEach(numbers, "cannot be retried: it was sent, a worker has it, or it does not exist") {
            (id) throws(DatabaseError) in try site.outbox.retry(id: id, now: site.clock.now)
        }
    }
}

/// `sitectl mail drop`.
struct DropMail: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "drop", abstract: "Removes emails from the queue.")

    @Argument(help: "Their IDs.")
    var numbers: [Int64]

    func run() throws {
        let site = try MailSite(for: .writing)
        try forEach(numbers, "cannot be removed: a worker has it, or it does not exist") {
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
            Output.message("sitectl: email \(id) \(problem).")
            hasFailed = true
        }
    }
    if hasFailed { throw ExitCode.failure }
}
