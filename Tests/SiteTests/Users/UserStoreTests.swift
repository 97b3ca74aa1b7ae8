import CGIKit
import Testing

@testable import Site

@Suite struct UserStoreTests {
    let site: TemporarySite
    let database: Database
    let users: UserStore

    init() throws {
        site = try TemporarySite()
        database = try site.open()
        users = UserStore(database)
    }

    @Test func aNewUserHasTheSeedsDefaults() throws {
        let user = try users.register(
            name: "Zoë", email: "Zoe@Example.org", passwordHash: "scrypt:…", now: 1_767_225_600)
        #expect(user.id == 1)
        #expect(user.name == "Zoë")
        #expect(user.email == "Zoe@Example.org")
        #expect(user.passwordHash == "scrypt:…")
        #expect(user.role == .user)
        #expect(user.status == .new)
        #expect(user.createdAt == 1_767_225_600)
        #expect(user.passwordChangedAt == 1_767_225_600)
        #expect(try users.user(id: 1) == user)
        #expect(try users.user(id: 2) == nil)
        #expect(try users.count() == 1)
    }

    @Test(arguments: [
        ("zoe", "other@x.org", true, false),
        ("ZOE", "other@x.org", true, false),
        ("other", "zoe@x.org", false, true),
        ("other", "ZOE@X.ORG", false, true),
        ("Zoe", "zoe@X.org", true, true),
    ])
    func namesAndAddressesAreTakenRegardlessOfCase(
        name: String, email: String, nameIsTaken: Bool, emailIsTaken: Bool
    )
        throws
    {
        try users.register("Zoe", "Zoe@x.org")
        #expect(throws: UserStoreError.taken(name: nameIsTaken, email: emailIsTaken)) {
            try users.register(name, email)
        }
        #expect(try users.count() == 1)
    }

    @Test(arguments: [("ÉCOLE", "école"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("ЖУК", "жук"), ("A-1_b", "a-1_B"), ("李", "李")])
    func keysKnowAllOfUnicode(name: String, other: String) throws {
        try users.register(name, "a@x.org")
        #expect(throws: UserStoreError.taken(name: true, email: false)) { try users.register(other, "b@x.org") }
        #expect(try users.user(name: other)?.name == name)
    }

    @Test(
        arguments: [("Zoe@x.org", 1), ("zoe@X.ORG", 1), ("zo@x.org", nil), ("", nil), ("%", nil), ("Zoe@x.org ", 1)]
            as [(String, Int64?)])
    func signInFindsTheAddressRegardlessOfCase(email: String, id: Int64?) throws {
        try users.register("Zoe", "Zoe@x.org")
        try users.register("Ann", "ann@x.org")
        #expect(try users.user(email: email)?.id == id)
    }

    @Test func everyQueryIsOneStatement() throws {
        try users.register("Zoe", "Zoe@x.org")
        let database = try site.open(.reading)
        let users = UserStore(database)
        _ = try users.user(id: 1)
        #expect(database.statementsPrepared == 1)
        _ = try users.user(email: "zoe@x.org")
        #expect(database.statementsPrepared == 2)
        _ = try users.user(name: "zoe")
        #expect(database.statementsPrepared == 3)
    }

    @Test func noQueryReadsTheWholeTable() throws {
        for query in [UserStore.byEmail, UserStore.byName] {
            let statement = try database.prepare("EXPLAIN QUERY PLAN \(query)")
            var plan: [String] = []
            while try statement.step() { plan.append(statement.text(3) ?? "") }
            #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
        }
    }

    @Test func aRaceOfRegistrationsGivesOneAccount() async throws {
        let site = self.site
        for round in 0..<5 {
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        do {
                            let users = UserStore(try site.open())
                            try users.register(number % 2 == 0 ? "racer\(round)" : "RACER\(round)", "r\(round)@x.org")
                            return true
                        } catch {
                            #expect(error as? UserStoreError == .taken(name: true, email: true))
                            return false
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 }.count == 1)
        }
        #expect(try users.count() == 5)
    }

    @Test func renaming() throws {
        try users.register("Zoe", "zoe@x.org")
        try users.register("Ann", "ann@x.org")
        #expect(throws: UserStoreError.taken(name: true, email: false)) { try users.rename(2, to: "ZOE") }
        #expect(throws: UserStoreError.taken(name: true, email: false)) { try users.rename(2, to: "Zoe") }
        #expect(try users.user(id: 2)?.name == "Ann")
        for name in ["ANN", "ANN", "Éva", "ÉVA", "Bob"] {
            #expect(try users.rename(2, to: name))
            #expect(try users.user(name: name.lowercased())?.id == 2)
            #expect(try users.user(email: "ANN@x.org")?.id == 2)
        }
        #expect(try users.register("Ann", "new@x.org").id == 3, "the old name is free")
        try users.rename(99, to: "Nobody")
        #expect(try users.user(name: "Nobody") == nil)
    }

    @Test func passwords() throws {
        try users.register("Zoe", "zoe@x.org")
        #expect(try users.rehash(1, from: "hash of Zoe", to: "better"))
        #expect(try users.user(id: 1)?.passwordHash == "better")
        #expect(try users.user(id: 1)?.passwordChangedAt == 1_767_225_600)
        let user = try #require(try users.user(id: 1))
        #expect(try users.changePassword(of: user, to: "new", now: 1_800_000_000)?.passwordHash == "new")
        #expect(try users.user(id: 1)?.passwordChangedAt == 1_800_000_000)
        #expect(try !users.rehash(1, from: "better", to: "older"), "never over a password that was changed meanwhile")
        #expect(try users.user(id: 1)?.passwordHash == "new")
        #expect(try users.changePassword(of: user, to: "newer", now: 0) == nil, "nor over one that was")
    }

    @Test func rolesAndStatuses() throws {
        try users.register("Zoe", "zoe@x.org")
        #expect(try users.setRole(.staff, of: 1))
        for isOther in [true, false] {
            #expect(
                try users.database.write { () throws(DatabaseError) in
                    try users.close(1, now: 1_800_000_000)
                } == isOther)
        }
        #expect(try users.user(id: 1)?.role == .staff)
        #expect(try users.user(id: 1)?.status == .inactive)
        #expect(try !users.setRole(.admin, of: 99))
    }
}
