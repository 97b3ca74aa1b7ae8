import CGIKit
import Testing

@testable import Site

@Suite struct PostQueryTests {
    let site: TemporarySite
    let database: Database

    init() throws {
        let pages = try PagesSite()
        try pages.publish(["One", "Two"])
        site = pages.site
        database = try site.open()
    }

    private static var queries: [(name: String, sql: SQL)] {
        var queries: [(name: String, sql: SQL)] = [
            ("post", PostStore.byID), ("post with its text", PostStore.withText),
            ("version of a post", PostStore.versionByID),
            ("version of a post's page", PostStore.versionByKey), ("version of lists", PostStore.newestVersion),
            ("version of an author's list", PostStore.newestVersionByAuthor), ("next version", PostStore.nextVersion),
            ("sitemap", PostStore.listedByID), ("extent", PostStore.extent), ("revisions", PostStore.revisions),
            ("comment", CommentStore.byID), ("comment with its post", CommentStore.withPost),
            ("comments", CommentStore.fromStart), ("comments from a place", CommentStore.fromPlace),
            ("comments before a place", CommentStore.beforePlace), ("feed of comments", CommentStore.newestOfPost),
            ("place of a comment", CommentStore.pageUpTo), ("largest number of a comment", CommentStore.largestNumber),
            ("waiting texts", ModerationStore.waitingTexts), ("reported texts", ModerationStore.reportedTexts),
            ("why something was done to a text", ModerationStore.reason),
            ("why an account is closed", ModerationStore.banReason),
            ("record of a person", ModerationStore.recordOfPerson), ("texts to hide or show", AuthorTexts.changeable),
        ]
        let lists: [(String, PostList)] = [
            ("all", .all), ("by", .by(author: 1)), ("tagged", .tagged("x")), ("unlisted", .unlisted(author: 1)),
        ]
        for (name, list) in lists {
            for isNewer in [false, true] {
                queries.append(("\(name), newer: \(isNewer)", list.query(isNewer: isNewer)))
            }
            queries.append(("feed of \(name)", list.query(isNewer: false, withText: true)))
        }
        return queries
    }

    /// Not so: what a subquery with a limit has found, and an index of only what waits for staff.
    private static func isWholeTable(_ step: String) -> Bool {
        step.hasPrefix("SCAN") && step != "SCAN CONSTANT ROW" && !step.hasPrefix("SCAN (subquery")
            && step != "SCAN changeable" && step != "SCAN unseen LEFT-JOIN"
            && !["site_post_waiting", "site_comment_waiting", "site_report_open"].contains {
                step.hasSuffix("USING INDEX \($0)")
            }
    }

    @Test func noQueryReadsAWholeTableNorSorts() throws {
        for (name, sql) in PostQueryTests.queries {
            let statement = try database.prepare("EXPLAIN QUERY PLAN \(sql)")
            var plan: [String] = []
            while try statement.step() { plan.append(statement.text(3) ?? "") }
            #expect(!plan.contains(where: PostQueryTests.isWholeTable), "\(name): \(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(name): \(plan)")
        }
    }

    @Test func theSearchGoesThroughItsIndexFromTheNewestOn() throws {
        try FullTextSearch.prepare(database)
        let statement = try database.prepare("EXPLAIN QUERY PLAN \(PostStore.matching)")
        var plan: [String] = []
        while try statement.step() { plan.append(statement.text(3) ?? "") }
        // A virtual table is always said to be scanned; what follows says how: a match, a bound of the number, downwards.
        #expect(plan.first?.hasPrefix("SCAN site_post_search VIRTUAL TABLE INDEX") == true, "\(plan)")
        #expect(plan.first?.contains("M2") == true, "\(plan)")
        #expect(!plan.dropFirst().contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }
}
