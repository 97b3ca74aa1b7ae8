import CGIKit
import CSystem
import Site

/// Delivers what is in the outbox.
///
/// It takes messages in batches, each for as long as a lease lasts, and writes down what came of each before it begins
/// the next: one that is killed leaves at most the message in hand to be sent twice. What was delivered is in its log
/// at once (``DeliveryLog``), and in the database a little later.
final class MailWorker {
    struct Options {
        /// How many emails to lease at a time.
        var batch = 50
        /// To do nothing while another works.
        var isAlone = false
        /// Whether to print each email's recipient and links.
        var showsLinks = false
    }

    private let configuration: Configuration
    private let options: Options
    private let database: Database
    private let outbox: Outbox
    private let schedule: RetrySchedule
    private let digest: FailureDigest
    private let notices: NoticeDigest
    /// Seconds for which sent emails are kept.
    private let keptSeconds: Int64?
    private let composer: EmailComposer
    private let transport: any MailTransport
    private let signals: StopSignals
    private let place: WorkPlace
    private let clock = Clock.system
    /// Seconds.
    private let lease: Int64
    private let owner: String
    private var leaseEnd: Int64 = 0
    private var log: DeliveryLog?
    /// What is in the log and not in the database.
    private var delivered: [(message: OutboxMessage, reply: String)] = []
    /// When they last were the same.
    private var flushedAt: Int64 = 0

    /// How a round ended.
    enum Round {
        /// Nothing was due.
        case idle
        case delivered
        /// The server does not take anything now.
        case unreachable(String)
        case stopped
    }

    init(
        _ configuration: Configuration, _ options: Options, signals: StopSignals = StopSignals()
    ) throws(Failure) {
        self.configuration = configuration
        self.options = options
        self.signals = signals
        var place = WorkPlace(settingsFile: configuration.settingsFile, database: try configuration.database.path)
        (schedule, digest, transport, lease, composer) = try MailWorker.parts(configuration)
        let days = try failing { () throws(ConfigurationError) in try configuration.mailKeptDays }
        keptSeconds = days == 0 ? nil : Int64(days) * 86400
        database = try Database.openSite(
            configuration.database, for: .writing, busyTimeout: max(configuration.busyTimeout, 30_000))
        place.noteDatabase()
        self.place = place
        outbox = Outbox(database)
        notices = NoticeDigest(database)
        owner = try failing { () throws(SystemError) in
            "\(getpid())-\(try RandomSource.system.token(byteCount: 9))"
        }
    }

    private static func parts(
        _ configuration: Configuration
    ) throws(Failure) -> (RetrySchedule, FailureDigest, any MailTransport, Int64, EmailComposer) {
        try failing { () throws(ConfigurationError) in try MailSettings.check(configuration) }
        let composer = try EmailComposer(configuration)
        do throws(ConfigurationError) {
            let timeout = try configuration.mailTimeout
            let transport = try MailDestination(configuration).transport(host: composer.host, timeout: timeout)
            let digest = try FailureDigest(configuration)
            // Twice tried, a message still ends well within it.
            return (try configuration.retrySchedule, digest, transport, Int64(max(300, 4 * timeout)), composer)
        } catch {
            throw .configuration(error)
        }
    }

    /// Delivers all that is due.
    ///
    /// - Returns: what kept it from doing so; nil if nothing did.
    func workOnce() throws(DatabaseError) -> String? {
        while true {
            switch try round() {
            case .idle:
                try tidy()
                guard try queueDigests() else { return nil }
            case .stopped: return nil
            case .delivered: continue
            case .unreachable(let words): return words
            }
        }
    }

    /// Delivers what there is and what comes, until a signal stops it, or its settings or its database are others.
    func work() {
        var pause = 0
        // What is wrong is told again when it is another fault, and once when it is over.
        var fault: String?
        var nextDigest: Int64 = 0
        while !signals.isStopRequested {
            if signals.takeHangUp() { return Output.message("starts over: SIGHUP") }
            if let change = place.change { return Output.message("starts over: \(change)") }
            do throws(DatabaseError) {
                let round = try round()
                if case .delivered = round { pause = 0 }
                if pause == 0, fault != nil {
                    Output.message("works again")
                    fault = nil
                }
                switch round {
                case .delivered: break
                case .stopped: continue
                case .idle:
                    if clock.now >= nextDigest {
                        nextDigest = clock.now + 60
                        try tidy()
                        if try queueDigests() { continue }
                    }
                    signals.wait(500)
                case .unreachable(let words):
                    pause = min(max(2 * pause, 1), 60)
                    fault = words
                    Output.message("nothing is delivered: \(words); next attempt in \(pause) s")
                    signals.wait(pause * 1000)
                }
            } catch {
                if error.description != fault { Output.message("sitectl: \(error.description)") }
                fault = error.description
                signals.wait(5000)
            }
        }
    }

    /// Queues what the site's own people are told now and then, if there is any.
    private func queueDigests() throws(DatabaseError) -> Bool {
        let hasFailures = try digest.queue(in: database, now: clock.now)
        return try StaffDigest().queue(in: database, now: clock.now) || hasFailures
    }

    /// Deletes some old sent emails, in steps that block nobody; the rest later.
    private func tidy() throws(DatabaseError) {
        guard let keptSeconds else { return }
        for _ in 0..<20 where !signals.isStopRequested {
            guard try outbox.forgetSent(before: clock.now - keptSeconds) > 0 else { return }
        }
    }

    /// Sends one message now.
    ///
    /// - Returns: what came of it; nil if another worker has it.
    func send(_ id: Int64) throws(DatabaseError) -> Delivery? {
        let now = clock.now
        guard let leased = try outbox.lease(id: id, for: owner, now: now, lease: lease),
            let message = try notices.completed(leased)
        else { return nil }
        leaseEnd = now + lease
        let delivery = deliver(message)
        try settle(message, delivery)
        try flush()
        return delivery
    }

    private func round() throws(DatabaseError) -> Round {
        // What could not be marked before is not to be taken again.
        try flush()
        try DeliveryLog.recover(beside: database.path) { (owner, delivered) throws(DatabaseError) in
            try outbox.takeOver(from: owner, delivered: delivered, now: clock.now)
        }
        let now = clock.now
        guard let due = try outbox.nextDue(), due <= now else { return .idle }
        if log == nil {
            // Without a log each message is marked in the database at once.
            log = try? DeliveryLog(beside: database.path, owner: owner)
        }
        let batch = try outbox.lease(options.batch, for: owner, now: now, lease: lease, alone: options.isAlone)
        leaseEnd = now + lease
        if batch.isEmpty { return .idle }
        let round = try deliver(batch)
        try flush()
        if case .stopped = round { try outbox.release(owner, now: clock.now) }
        return round
    }

    private func deliver(_ batch: [OutboxMessage]) throws(DatabaseError) -> Round {
        for (index, leased) in batch.enumerated() {
            if signals.isStopRequested || place.change != nil { return .stopped }
            // None is sent that another worker could have taken.
            guard try holds(rest: batch.count - index) else { return .delivered }
            guard let message = try notices.completed(leased) else { continue }
            let delivery = deliver(message)
            try settle(message, delivery)
            if case .unreachable(let words) = delivery {
                try flush()
                let rest = batch[(index + 1)...]
                try database.write { () throws(DatabaseError) in
                    for message in rest { try write(message, delivery) }
                }
                return .unreachable(words)
            }
        }
        return .delivered
    }

    /// Renews the leases when half their time is gone.
    ///
    /// - Parameter rest: how many messages are to be this worker's still.
    private func holds(rest: Int) throws(DatabaseError) -> Bool {
        let now = clock.now
        guard leaseEnd - now < lease / 2 else { return true }
        try flush()
        // What was lost is another's, and which those are nobody needs to know.
        guard leaseEnd > now, try outbox.renew(owner, until: now + lease) == rest else {
            try outbox.release(owner, now: now)
            return false
        }
        leaseEnd = now + lease
        return true
    }

    private func deliver(_ message: OutboxMessage) -> Delivery {
        let composed: EmailComposer.Composed
        do {
            composed = try composer.compose(message)
        } catch {
            switch error {
            case .malformed: return .refused(error.message)
            case .template: return .deferred(error.message)
            }
        }
        let delivery = transport.deliver(
            MailEnvelope(
                sender: composer.from.address.text, recipient: composed.message.to.address.text,
                content: composed.message.bytes, name: "\(message.id)-\(message.token)"))
        if options.showsLinks, case .accepted = delivery { show(composed) }
        return delivery
    }

    private func show(_ composed: EmailComposer.Composed) {
        let lines =
            ["Mail to \(composed.message.to.address.text): \(composed.message.subject)"]
            + composed.links.map { "  \($0)" }
        Output.message(lines.joined(separator: "\n"))
    }

    /// Writes down what came of a try.
    private func settle(_ message: OutboxMessage, _ delivery: Delivery) throws(DatabaseError) {
        if case .accepted(let words) = delivery {
            delivered.append((message, words))
            // Whoever looks into the database is a second behind at most, or a message.
            if let log, (try? log.append(message.id)) != nil, clock.now == flushedAt { return }
            return try flush()
        }
        try persistently { () throws(DatabaseError) in try write(message, delivery) }
    }

    /// Transfers the delivery log to the database.
    private func flush() throws(DatabaseError) {
        guard !delivered.isEmpty else { return }
        try persistently { () throws(DatabaseError) in try outbox.settle(delivered: delivered, now: clock.now) }
        delivered.removeAll(keepingCapacity: true)
        flushedAt = clock.now
        // Numbers that stay in it are marked twice at worst.
        try? log?.clear()
    }

    /// For as long as something cannot be written, nothing else is sent.
    private func persistently(_ body: () throws(DatabaseError) -> Void) throws(DatabaseError) {
        while true {
            do {
                return try body()
            } catch {
                guard clock.now < leaseEnd, !signals.isStopRequested else { throw error }
                Output.message("sitectl: \(error.description)")
                signals.wait(1000)
            }
        }
    }

    private func write(_ message: OutboxMessage, _ delivery: Delivery) throws(DatabaseError) {
        let now = clock.now
        switch delivery {
        case .accepted: preconditionFailure("what was delivered goes through the log")
        case .refused(let words):
            try outbox.settle(message, .failed, reply: words, now: now)
            Output.message("email \(message.id) was given up: \(words)")
        case .deferred(let words), .unreachable(let words):
            guard let next = schedule.next(afterTries: message.tries, createdAt: message.createdAt, now: now) else {
                try outbox.settle(message, .failed, reply: words, now: now)
                Output.message("email \(message.id) was given up after \(message.tries) tries: \(words)")
                return
            }
            try outbox.settle(message, .postponed(next), reply: words, now: now)
        }
    }
}
