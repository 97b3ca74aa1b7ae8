import CGIKit
import Testing

@testable import Site

@Suite struct OutboxTests {
    static let now: Int64 = 1_767_225_600
    let site: TemporarySite
    let database: Database
    let outbox: Outbox

    init() throws {
        site = try TemporarySite()
        database = try site.open()
        outbox = Outbox(database)
    }

    private func queue(_ recipients: String...) throws {
        for recipient in recipients { try outbox.queue(Email(.test, to: recipient), now: OutboxTests.now) }
    }

    private func lease(_ owner: String, most: Int = 10, at seconds: Int64 = 0, alone: Bool = false) throws -> [String] {
        try outbox.lease(most, for: owner, now: OutboxTests.now + seconds, lease: 300, alone: alone).map {
            $0.recipient
        }
    }

    @Test func queueingIsOneStatement() throws {
        let before = database.statementsPrepared
        try queue("a@example.org")
        #expect(database.statementsPrepared == before + 1)
    }

    @Test func whatIsTakenBackWasNeverQueued() throws {
        #expect(throws: DatabaseError.self) {
            try database.write { () throws(DatabaseError) in
                try outbox.queue(Email(.test, to: "a@example.org"), now: OutboxTests.now)
                throw DatabaseError(.full, "full")
            }
        }
        #expect(try lease("one") == [])
    }

    @Test func eachMessageGoesToOneWorker() throws {
        try queue("a@example.org", "b@example.org", "c@example.org")
        #expect(try lease("one", most: 2) == ["a@example.org", "b@example.org"])
        #expect(try lease("two") == ["c@example.org"])
        #expect(try lease("three") == [])
    }

    @Test func whatWasLeasedComesBackWhenTheLeaseEnds() throws {
        try queue("a@example.org")
        #expect(try lease("one") == ["a@example.org"])
        #expect(try lease("two", at: 299) == [])
        #expect(try outbox.nextDue() == OutboxTests.now + 300)
        #expect(try lease("two", at: 300) == ["a@example.org"])
    }

    @Test func aLeaseCanBeRenewed() throws {
        try queue("a@example.org")
        _ = try lease("one")
        #expect(try outbox.renew("one", until: OutboxTests.now + 900) == 1)
        #expect(try outbox.renew("two", until: OutboxTests.now + 900) == 0)
        #expect(try lease("two", at: 300) == [])
    }

    @Test func whoLostTheLeaseWritesNothing() throws {
        try queue("a@example.org")
        let message = try outbox.lease(1, for: "one", now: OutboxTests.now, lease: 300)[0]
        #expect(try lease("two", at: 300) == ["a@example.org"])
        #expect(try !outbox.settle(message, .failed, reply: "550 no", now: OutboxTests.now))
        #expect(try outbox.nextDue() == OutboxTests.now + 600)
    }

    @Test func whatWasNotBegunIsGivenBackUncounted() throws {
        try queue("a@example.org")
        _ = try lease("one")
        try outbox.release("one", now: OutboxTests.now)
        #expect(try outbox.lease(1, for: "two", now: OutboxTests.now, lease: 300).map { $0.tries } == [1])
    }

    @Test func aWorkerThatIsToBeAloneTakesNothingBesideAnother() throws {
        try queue("a@example.org", "b@example.org")
        #expect(try lease("one", most: 1) == ["a@example.org"])
        #expect(try lease("two", alone: true) == [])
        #expect(try lease("two", at: 300, alone: true) == ["a@example.org", "b@example.org"].reversed())
    }

    @Test func outcomesAreKeptWithTheServersWords() throws {
        try queue("sent@example.org", "failed@example.org", "later@example.org")
        let messages = try outbox.lease(10, for: "one", now: OutboxTests.now, lease: 300)
        try outbox.settle(messages[0], .sent, reply: "250 ok", now: OutboxTests.now)
        try outbox.settle(messages[1], .failed, reply: "550 no such user", now: OutboxTests.now)
        try outbox.settle(messages[2], .postponed(OutboxTests.now + 60), reply: "450 later", now: OutboxTests.now)
        let rows = try database.all("SELECT state, reply, owner FROM site_outbox ORDER BY id") {
            "\($0.integer(0) ?? -1) \($0.text(1) ?? "") \($0.text(2) ?? "nobody")"
        }
        #expect(rows == ["2 250 ok nobody", "1 550 no such user nobody", "0 450 later nobody"])
        #expect(try lease("two", at: 59) == [])
        #expect(try lease("two", at: 60) == ["later@example.org"])
    }

    @Test func whatADeadWorkerHasDeliveredIsMarkedAndTheRestIsDue() throws {
        try queue("a@example.org", "b@example.org", "c@example.org")
        let messages = try outbox.lease(2, for: "dead", now: OutboxTests.now, lease: 300)
        #expect(try lease("alive") == ["c@example.org"])
        // A number that is not its own changes nothing.
        try outbox.takeOver(from: "dead", delivered: [messages[0].id, messages[1].id + 1], now: OutboxTests.now)
        #expect(try lease("two") == ["b@example.org"])
        #expect(try outbox.messages(.sent, limit: 10).map { $0.recipient } == ["a@example.org"])
        #expect(try outbox.messages(.leased, limit: 10).map { $0.owner } == ["alive", "two"])
    }

    @Test func operatorsChangeOnlyWhatNoWorkerHas() throws {
        try queue("leased@example.org", "failed@example.org", "sent@example.org", "later@example.org")
        let now = OutboxTests.now
        let messages = try outbox.lease(4, for: "one", now: now, lease: 300)
        try outbox.settle(messages[1], .failed, reply: "550", now: now)
        try outbox.settle(messages[2], .sent, reply: "250", now: now)
        try outbox.settle(messages[3], .postponed(now + 60), reply: "450", now: now)
        #expect(try outbox.counts(now: now) == Outbox.Counts(due: 0, later: 1, leased: 1, failed: 1))
        #expect(try messages.map { try outbox.retry(id: $0.id, now: now) } == [false, true, false, true])
        #expect(try outbox.counts(now: now) == Outbox.Counts(due: 2, later: 0, leased: 1, failed: 0))
        #expect(try messages.map { try outbox.drop(id: $0.id, now: now) } == [false, true, true, true])
        #expect(try outbox.drop(id: messages[0].id, now: now + 300), "a lease that has ended protects nothing")
    }

    @Test func sentMessagesCostTheNextNothing() throws {
        for (name, sql) in [("taking", Outbox.taking), ("earliest", Outbox.earliest)] {
            let statement = try database.prepare("EXPLAIN QUERY PLAN \(sql)")
            var plan: [String] = []
            while try statement.step() { plan.append(statement.text(3) ?? "") }
            #expect(plan.contains { $0.contains("INDEX site_outbox_open") }, "\(name): \(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(name): \(plan)")
        }
    }

    @Test(arguments: [(1, 60), (2, 120), (3, 240), (8, 7680), (9, 14400), (1000, 14400)])
    func waitsGrowToFourHours(tries: Int64, delay: Int64) {
        let schedule = RetrySchedule(patience: 86400)
        func next(_ chance: Double) -> Int64? {
            schedule.next(afterTries: tries, createdAt: OutboxTests.now, now: OutboxTests.now, chance: chance)
        }
        #expect(next(0.5) == OutboxTests.now + delay)
        #expect(next(0) == OutboxTests.now + delay * 3 / 4)
        #expect(next(1) == OutboxTests.now + delay * 5 / 4)
    }

    @Test func patienceEnds() {
        let schedule = RetrySchedule(patience: 100)
        #expect(schedule.next(afterTries: 1, createdAt: 0, now: 99) != nil)
        #expect(schedule.next(afterTries: 1, createdAt: 0, now: 100) == nil)
    }
}
