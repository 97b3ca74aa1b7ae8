import CGIKit
import Testing

@testable import Site

@Suite struct RateLimitTests {
    private let site: TemporarySite
    private let database: Database

    init() throws {
        site = try TemporarySite()
        database = try site.open()
    }

    private func count(_ limits: [RateLimit], at now: Int64) throws -> Int64? {
        try database.write { () throws(DatabaseError) in try database.count(limits, now: now) }
    }

    @Test func slidesWithTheMinute() throws {
        let limit = RateLimit(.commentByAddress, address: "192.0.2.1", most: 3)
        let steps: [(now: Int64, wait: Int64?)] = [
            (1000, nil), (1010, nil), (1010, nil), (1020, 40), (1059, 1), (1060, nil), (1061, 9), (1070, nil),
            (1070, nil),
            (1071, 49),
            // The clock was set back: a little, and by more than anything is counted for.
            (1060, 60), (500, nil),
        ]
        for step in steps { #expect(try count([limit], at: step.now) == step.wait, "at \(step.now)") }
    }

    @Test func refusedByOneCountsUnderNone() throws {
        let narrow = RateLimit(.commentByAddress, address: "a", most: 1)
        let wide = RateLimit(.commentByAddress, address: "b", most: 2)
        #expect(try count([wide, narrow], at: 1) == nil)
        #expect(try count([wide, narrow], at: 2) == 59)
        #expect(try count([wide], at: 3) == nil)
        #expect(try count([wide], at: 4) == 57)
    }

    @Test func whatIsTakenBackDoesNotCount() throws {
        let limit = RateLimit(.commentByAddress, address: "a", most: 2)
        #expect(try count([limit], at: 1) == nil)
        #expect(try count([limit], at: 1) == nil)
        #expect(try count([limit], at: 2) == 59)
        try database.write { () throws(DatabaseError) in try database.uncount([limit], at: 1) }
        #expect(try count([limit], at: 3) == nil)
        #expect(try count([limit], at: 3) == 58)
        try database.write { () throws(DatabaseError) in try database.uncount([limit], at: 1) }
        let kept = try database.all("SELECT second, count FROM site_event") { [$0.integer(0), $0.integer(1)] }
        #expect(kept == [[3, 1]])
    }

    @Test(arguments: [(0, 1), (9_999, 1), (10_000, 2), (50_000, 6), (10_000_000, 10)])
    func whatIsKeptCosts(bytes: Int, weight: Int) throws {
        let limit = RateLimit(.editByUser, subject: "1", most: 10).keeping(bytes: bytes)
        for number in 0..<10 / weight { #expect(try count([limit], at: 1) == nil, "\(number)") }
        #expect(try count([limit], at: 1) == 60)
        // What is bigger than all that is allowed is possible, but then nothing else.
        #expect(try count([RateLimit(.editByUser, subject: "1", most: 10)], at: 1) == (10 % weight == 0 ? 60 : nil))
    }

    @Test func zeroIsNoLimit() throws {
        let limit = RateLimit(.commentByAddress, address: "a", most: 0)
        for _ in 0..<5 { #expect(try count([limit], at: 1) == nil) }
    }

    @Test func kindsAreCountedApart() throws {
        #expect(try count([RateLimit(.commentByAddress, address: "a", most: 1)], at: 1) == nil)
        #expect(try count([RateLimit(.postByAddress, address: "a", most: 1)], at: 1) == nil)
    }

    @Test func keepsNobodyForLongerThanTheyCount() throws {
        for (index, address) in ["a", "b", "c"].enumerated() {
            _ = try count([RateLimit(.commentByAddress, address: address, most: 1)], at: Int64(1 + index * 60))
        }
        _ = try count([RateLimit(.postByAddress, address: "d", most: 1)], at: 1)
        let kept = try database.all("SELECT subject FROM site_event ORDER BY subject") { $0.text(0) ?? "" }
        #expect(kept == ["c", "d"])
    }

    /// However many events there are, a statement reads those of one subject, or those of a time.
    @Test func readsNoMoreThanItNeeds() throws {
        try site.runElsewhere(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 200000)
            INSERT INTO site_event SELECT n % 20, 'subject ' || n % 10007, n, 1 FROM numbers
            """)
        let expected: [(sql: SQL, plan: String)] = [
            (Database.forgettingUntil, "COVERING INDEX site_event_second (kind=? AND second<?)"),
            (Database.forgettingAfter, "COVERING INDEX site_event_second (kind=? AND second>?)"),
            (FailedPages.mostFrequent, "INDEX site_event_second (kind=? AND second>?)"),
            (Database.eventsOfSubject, "PRIMARY KEY (kind=? AND subject=?)"),
            (AskedLimits.countedOfSubject, "PRIMARY KEY (kind=? AND subject=? AND second>? AND second<?)"),
        ]
        for (sql, plan) in expected {
            let statement = try database.prepare("EXPLAIN QUERY PLAN \(sql)")
            var steps: [String] = []
            while try statement.step() { steps.append(statement.text(3) ?? "") }
            #expect(steps.contains("SEARCH site_event USING \(plan)"), "\(sql.text): \(steps)")
        }
    }

    @Test func aDatabaseOfTheVersionBeforeGetsTheIndex() throws {
        try site.runElsewhere("DROP INDEX site_event_second; PRAGMA user_version = 5")
        let count = try site.open(.reading).first("SELECT count(*) FROM sqlite_schema WHERE name = 'site_event_second'")
        {
            $0.integer(0)
        }
        #expect(count == 1)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("", ""), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8::1", "2001:db8:0:0::/64"),
        ("::1", "0:0:0:0::/64"), ("2001:db8:1:2::", "2001:db8:1:2::/64"), ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:0db8:0009:9::1", "2001:db8:9:9::/64"), ("2001:DB8:9:9:0:0:0:2", "2001:db8:9:9::/64"),
        ("2001:db8::9:0:0:0:3", "2001:db8:0:9::/64"), ("::2:3:4:5:6:7:8", "0:2:3:4::/64"),
        ("::ffff:c633:6401", "198.51.100.1"), ("0:0:0:0:0:FFFF:198.51.100.1", "198.51.100.1"),
        ("::fffe:c633:6401", "0:0:0:0::/64"), ("unknown", "unknown"), ("1:2:3", "1:2:3"),
    ])
    func networkOfAnAddress(address: String, network: String) {
        #expect(RateLimit.network(of: address) == network)
    }
}
