import CGIKit
import Testing

@testable import Site

@Suite struct NoticesTests {
    private let database: Database

    init() throws { database = try TemporarySite().open() }

    @Test(arguments: [(nil, NoticeFrequency.each), (0, .off), (1, .each), (2, .daily), (3, .each), (-1, .each)])
    func whoHasChosenNothingIsToldAtOnce(stored: Int64?, frequency: NoticeFrequency) {
        #expect(NoticeFrequency(stored: stored) == frequency)
    }

    @Test(arguments: [("off", NoticeFrequency.off), ("each", .each), ("daily", .daily), ("Daily", nil), ("", nil)])
    func formsNameThem(name: String, frequency: NoticeFrequency?) { #expect(NoticeFrequency(name: name) == frequency) }

    private static let day: Int64 = 20_000 * 86400

    @Test(arguments: [(0, 25200), (25199, 25200), (25200, 25200 + 86400), (86399, 25200 + 86400)])
    func theMessageOfTheDayIsSentAtSeven(now: Int64, next: Int64) {
        #expect(NoticeDigest.next(after: Self.day + now) == Self.day + next)
    }

    @Test func noQueryReadsAWholeTable() throws {
        for (name, sql) in [
            ("recipients", ReplyNotices.recipients), ("waiting", NoticeDigest.waiting),
            ("forgetting", Outbox.forgetting),
        ] {
            let statement = try database.prepare("EXPLAIN QUERY PLAN \(sql)")
            var plan: [String] = []
            while try statement.step() { plan.append(statement.text(3) ?? "") }
            // The oldest rows, up to a limit, are what is forgotten.
            plan.removeAll { name == "forgetting" && $0 == "SCAN site_outbox" }
            #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(name): \(plan)")
        }
    }
}

@Suite struct MailedLinkTests {
    private static let fields = [
        #"{"user":7,"email":"zoe@example.org"}"#,
        #"{"user":7,"email":"zoe@example.org","new":"zoe@new.example.org","stamp":"7.x"}"#,
        #"{"user":7,"email":"zoe@example.org","stamp":"7.x","number":3}"#,
    ]

    @Test(arguments: fields) func isReadAsItIsWritten(json: String) throws {
        let link = try #require(MailedLink(try JSONValue(json: Array(json.utf8))))
        #expect(String(decoding: link.fields.json(), as: UTF8.self) == json)
    }

    @Test(arguments: [
        "{}", "[]", "7", "null", #"{"user":"7","email":"a"}"#, #"{"user":7}"#, #"{"user":7,"email":null}"#,
    ])
    func isNothingElse(json: String) throws { #expect(MailedLink(try JSONValue(json: Array(json.utf8))) == nil) }
}
