import CGIKit
import Testing

@testable import Site

@Suite struct UserKeysTests {
    let site: TemporarySite
    let database: Database
    let users: UserStore

    init() throws {
        site = try TemporarySite()
        database = try site.open()
        users = UserStore(database)
    }

    @Test(arguments: [
        ("a@münchen.example", "a@xn--mnchen-3ya.example"), ("a@mu\u{308}nchen.example", "a@xn--mnchen-3ya.example"),
        ("A@MÜNCHEN.Example", "a@xn--mnchen-3ya.example"), ("a@XN--MNCHEN-3YA.example", "a@xn--mnchen-3ya.example"),
        ("a@ｅｘａｍｐｌｅ.org", "a@example.org"), ("a@example。org", "a@example.org"),
        (" a@example.org\u{A0}", "a@example.org"),
        ("Zoë@x.org", "zoë@x.org"), ("ZOE\u{308}@x.org", "zoë@x.org"), ("ｚ@x.org", "ｚ@x.org"),
        ("straße@x.org", "straße@x.org"),
        ("a@straße.example", "a@xn--strae-oqa.example"), ("a@☃.example", "a@xn--n3h.example"), ("nobody", "nobody"),
        ("a@b@Ü.example", "a@b@xn--tda.example"), ("a@", "a@"), ("@", "@"), ("", ""),
    ])
    func addressesHaveOneKey(email: String, key: String) {
        #expect(sameBytes(UserKeys.key(ofEmail: email), key))
    }

    @Test(arguments: [
        ("a@münchen.example", "a@xn--mnchen-3ya.example"), ("a@xn--mnchen-3ya.example", "A@MÜNCHEN.example"),
    ])
    func anAddressIsOneAccountHoweverItsDomainIsWritten(email: String, other: String) throws {
        try users.register("Zoe", email)
        #expect(throws: UserStoreError.taken(name: false, email: true)) { try users.register("Ann", other) }
        #expect(try users.user(email: other)?.name == "Zoe")
    }

    @Test(arguments: [
        ("a@münchen.example", "a@xn--mnchen-3ya.example"), ("A@xn--mnchen-3ya.example", "a@münchen.example"),
    ])
    func soIsOneThatFlaskHasJustWritten(email: String, other: String) throws {
        try site.registerInFlask("Zoe", email)
        #expect(try users.user(email: other)?.name == "Zoe")
    }

    @Test(arguments: [
        ("Zoë", "Zoe\u{308}"), ("alice", "ａｌｉｃｅ"), ("Ada L", "Ada\u{A0}L"), ("Ada  L", "ada l"), ("straße", "STRASSE"),
    ])
    func aNameIsFoundByItsKey(name: String, other: String) throws {
        try users.register(name, "a@x.org")
        #expect(try users.user(name: other)?.name == name)
        #expect(throws: UserStoreError.taken(name: true, email: false)) { try users.register(other, "b@x.org") }
    }

    @Test func whatLooksAlikeIsTakenButNotFound() throws {
        try users.register("Amie", "a@x.org")
        #expect(throws: UserStoreError.taken(name: true, email: false)) { try users.register("Arnie", "b@x.org") }
        #expect(try users.user(name: "Arnie") == nil)
        try users.register("Bob", "b@x.org")
        #expect(throws: UserStoreError.taken(name: true, email: false)) { try users.rename(2, to: "аmie") }
        #expect(try users.rename(1, to: "Arnie"))
        #expect(throws: UserStoreError.taken(name: true, email: false), "the old name is like the new one") {
            try users.rename(2, to: "Amie")
        }
        #expect(try users.rename(1, to: "Zoe"))
        #expect(try users.rename(2, to: "Amie"))
    }

    /// Those who were there before the rules keep their names and go on signing in.
    @Test func accountsThatCollideKeepWorking() throws {
        let old = try TemporarySite()
        _ = try old.open()
        for (name, email) in [
            ("Ada\u{200B}", "a@münchen.example"), ("ada", "a@xn--mnchen-3ya.example"), ("Amie", "c@x.org"),
            ("Arnie", "d@x.org"),
        ] {
            try old.registerInFlask(name, email)
        }
        // As the fourth version left it: the second had the key that the first should have.
        try old.runElsewhere(
            """
            UPDATE users_user SET name_key = lower(name), email_key = lower(email), name_look = NULL;
            PRAGMA user_version = 4
            """)
        let users = UserStore(try old.open())
        #expect(try users.user(name: "ada")?.id == 2, "exactly this name")
        #expect(try users.user(name: "ADA")?.id == 1, "the older one has the key")
        #expect(try users.user(email: "a@münchen.example")?.id == 1)
        #expect(try users.user(email: "a@xn--mnchen-3ya.example")?.id == 2)
        #expect(try users.user(email: "A@MÜNCHEN.example")?.id == 1)
        #expect(try users.user(name: "Arnie")?.id == 4)
        #expect(try users.rename(4, to: "Arnie"), "one's own name")
        #expect(try users.rename(4, to: "Bob"))
        #expect(throws: UserStoreError.taken(name: true, email: false)) { try users.rename(4, to: "Arnie") }
    }

    /// As the sixth version left it: what a name looks like as it is written.
    @Test func theLooksOfEarlierVersionsAreMadeAgain() throws {
        let old = try TemporarySite()
        try UserStore(old.open()).register("Admin", "a@x.org")
        try old.runElsewhere("UPDATE users_user SET name_look_written = 'Adrnin'; PRAGMA user_version = 6")
        let users = UserStore(try old.open())
        #expect(throws: UserStoreError.taken(name: true, email: false)) { try users.register("ADMlN", "b@x.org") }
        #expect(try users.user(name: "ADMIN")?.id == 1)
    }

    @Test func anyNumberOfRowsGetTheirKeys() throws {
        for index in 0..<1203 { try site.registerInFlask("Flask\(index)", "f\(index)@x.org") }
        try users.register("Zoe", "z@x.org")
        let left = try database.first(
            "SELECT count(*) FROM users_user WHERE name_key IS NULL OR email_key IS NULL OR name_look IS NULL"
        ) { $0.integer(0) }
        #expect(left == 0)
    }
}
