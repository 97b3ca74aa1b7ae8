import CGIKit
import Testing

@testable import Site

@Suite struct SiteSchemaTests {
    private func tables(_ database: Database) throws -> [String?] {
        try database.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'site%' ORDER BY name") {
            $0.text(0)
        }
    }

    private static let all = [
        "site_audit", "site_comment", "site_event", "site_kept", "site_notice", "site_outbox", "site_post",
        "site_post_revision",
        "site_post_tag", "site_post_text", "site_report", "site_session", "site_submission",
    ]

    @Test func aNewDatabaseHasAllTables() throws {
        #expect(try tables(TemporarySite().open()) == SiteSchemaTests.all)
    }

    @Test func oneOfTheFirstVersionIsBroughtUpToDate() throws {
        let site = try TemporarySite()
        try UserStore(site.open()).register("Zoe", "zoe@example.org")
        try site.runElsewhere(SiteSchemaTests.all.map { "DROP TABLE \($0);" }.joined() + "PRAGMA user_version = 1")
        let database = try site.open(.reading)
        #expect(try tables(database) == SiteSchemaTests.all)
        #expect(try UserStore(database).count() == 1)
    }

    @Test func aRestoredDumpKeepsItsRows() throws {
        let site = try TemporarySite()
        _ = try site.open().execute("INSERT INTO site_event VALUES (1, 'x', 2, 3)")
        try site.runElsewhere("PRAGMA application_id = 0; PRAGMA user_version = 0")
        #expect(try site.open().first("SELECT count FROM site_event") { $0.integer(0) } == 3)
    }

    @Test func aTableOfTheSameNameThatIsAnothersIsNamed() throws {
        let site = try TemporarySite()
        try site.runElsewhere("CREATE TABLE site_post (id INTEGER PRIMARY KEY, body TEXT)")
        try site.runElsewhere("INSERT INTO site_post VALUES (1, 'mine')")
        #expect {
            try site.open()
        } throws: { error in
            guard case .configuration(let error) = error as? Failure else { return false }
            return error.message.contains("has a table site_post created by another program (no such column: author_id")
        }
        try site.runElsewhere("UPDATE site_post SET body = 'still mine' WHERE body = 'mine'")
        #expect(throws: Failure.self, "and nothing else was changed") { try site.open() }
    }
}
