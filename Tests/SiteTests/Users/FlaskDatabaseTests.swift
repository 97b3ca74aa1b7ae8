import CGIKit
import Testing

@testable import Site

@Suite struct FlaskDatabaseTests {
    let site: TemporarySite

    init() throws { site = try TemporarySite.fromFlask() }

    private var users: UserStore { get throws { UserStore(try site.open()) } }

    private func dump(_ database: Database) throws -> [String?] {
        try database.all(
            """
            SELECT quote(id) || quote(name) || quote(email) || quote(password) || quote(role) || quote(status)
                || quote(created_at) FROM users_user
            UNION ALL SELECT quote(id) || quote(author_id) || quote(title) FROM posts_post
            """
        ) { $0.text(0) }
    }

    @Test func migratingChangesNothingThatFlaskWrote() throws {
        try site.runElsewhere("CREATE TABLE before AS SELECT * FROM users_user")
        let database = try site.open()
        #expect(try dump(database).count == 12)
        let same: SQL = "SELECT id, name, email, password, role, status, created_at FROM"
        #expect(try database.all("\(same) users_user EXCEPT \(same) before") { $0.integer(0) } == [])
        #expect(try database.all("\(same) before EXCEPT \(same) users_user") { $0.integer(0) } == [])
    }

    @Test(
        arguments: [
            (1, "Zoë", .admin, .active), (5, "李小龍", .user, .inactive), (41, "straße 👍 ΣΊΣΥΦΟΣ", .user, .new),
            (-5, "O'Neil", .staff, .active),
            (9_007_199_254_740_993, "big", Role(rawValue: 7), Status(rawValue: -1)),
            (50, nil, nil, nil), (51, nil, .user, .new),
        ] as [(Int64, String?, Role?, Status?)])
    func allUsersAreThere(id: Int64, name: String?, role: Role?, status: Status?) throws {
        let user = try #require(try users.user(id: id))
        #expect(user.name == name)
        #expect(user.role == role)
        #expect(user.status == status)
        #expect(user.createdAt == nil)
    }

    /// Names and addresses that differ only by case are different people to Flask.
    @Test(
        arguments: [
            ("zoe@example.org", 1), ("ZOE@example.org", 2), ("Zoe@example.org", 1),
            ("bob@example.org", 3), ("Bob@Example.org", 4), ("BOB@EXAMPLE.ORG", 3),
            ("üNÏCODE@EXAMPLE.ORG", 41), ("NAMELESS@example.org", 51), ("nobody@example.org", nil),
        ] as [(String, Int64?)])
    func signInFindsTheSamePeopleAsFlask(email: String, id: Int64?) throws {
        #expect(try users.user(email: email)?.id == id)
    }

    @Test func whoFlaskRegistersLaterIsFoundAndTaken() throws {
        let users = try self.users
        try site.registerInFlask("Late ÉCOLE", "Late@Example.org")
        #expect(try users.user(email: "late@example.ORG")?.name == "Late ÉCOLE")
        #expect(throws: UserStoreError.taken(name: true, email: true)) {
            try users.register("late école", "late@example.org")
        }
        #expect(throws: UserStoreError.taken(name: true, email: false)) { try users.rename(1, to: "late école") }
    }

    @Test func flaskMeetsNoErrorThatItDidNotHave() throws {
        let users = try self.users
        try users.register("Eve", "eve@example.org")
        try site.registerInFlask("EVE", "EVE@example.org")
        try site.runElsewhere("UPDATE users_user SET name = 'eVe', email = 'eVe@example.org' WHERE id = 3")
        try site.runElsewhere("INSERT OR REPLACE INTO users_user (id, name) VALUES (3, 'evE')")
        try site.runElsewhere("DELETE FROM users_user WHERE id = 1")
        #expect(throws: DatabaseError.self, "but the one that it had") {
            try site.registerInFlask("Eve", "x@example.org")
        }
        #expect(try users.user(email: "eve@example.org")?.name == "Eve")
        #expect(try users.user(email: "EVE@example.org")?.name == "EVE")
    }

    @Test func whoFlaskRenamesLeavesTheOldNameAndTakesTheNewOne() throws {
        let users = try self.users
        try site.runElsewhere("UPDATE users_user SET name = 'Ægir' WHERE id = 5")
        #expect(try users.user(name: "李小龍") == nil)
        #expect(throws: UserStoreError.taken(name: true, email: false)) {
            try users.register("ægir", "new@example.org")
        }
        #expect(try users.register("李小龍", "new@example.org").name == "李小龍")
        #expect(try users.user(email: "LI@example.org")?.id == 5)
    }

    @Test func aDuplicateCanSaveItsProfileUnchanged() throws {
        #expect(try users.rename(4, to: "Bob"))
    }

    @Test func aRestoredDumpIsTakenOverAgain() throws {
        try users.register("Eve", "eve@example.org")
        try site.runElsewhere("PRAGMA application_id = 0; PRAGMA user_version = 0")
        #expect(try users.user(email: "EVE@example.org")?.createdAt == 1_767_225_600)
    }

    @Test func manyUsersAreMigratedWithTheirKeys() throws {
        try site.runElsewhere(
            """
            WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
            INSERT INTO users_user (id, name, email) SELECT i, 'User ' || i, 'U' || i || '@Example.org' FROM n
            """)
        let database = try site.open()
        let missing = try database.first("SELECT count(*) FROM users_user WHERE name_key IS NULL AND id >= 1000") {
            $0.integer(0)
        }
        #expect(missing == 0)
        #expect(try UserStore(database).user(email: "u2999@example.org")?.id == 2999)
    }

    @Test func readersMigrateToo() throws {
        let database = try site.open(.reading)
        #expect(try UserStore(database).user(name: "ZOË")?.id == 2)
        #expect(database.statementsPrepared == 1)
    }

    @Test func ourOwnTableIsTheOneThatFlaskMakes() throws {
        let columns: SQL = "SELECT name || ' ' || type || ' ' || \"notnull\" || pk FROM pragma_table_info('users_user')"
        let own = try TemporarySite().open().all("\(columns) LIMIT 6") { $0.text(0) }
        #expect(try own == site.open().all("\(columns) LIMIT 6") { $0.text(0) })
        #expect(own.count == 6)
    }
}
