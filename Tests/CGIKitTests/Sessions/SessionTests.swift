import Testing

@testable import CGIKit

@Suite struct SessionTests {
    @Test func aSessionNobodyAsksForIsNotOpened() throws {
        var count = 0
        let session = Session {
            count += 1
            return Session.Opened()
        }
        #expect(count == 0)
        #expect(session["a"] == nil)
        session["a"] = .bool(true)
        #expect(session["a"]?.bool == true)
        #expect(count == 1)
    }

    @Test func knowsWhetherItWasReadOrChanged() {
        let changes: [(Bool, Bool, (Session) -> Void)] = [
            (false, false, { _ in }),
            (true, false, { _ = $0["a"] }),
            (true, false, { _ = $0.isPermanent }),
            (true, false, { $0["missing"] = nil }),
            (true, false, { _ = $0.flashedMessages() }),
            (true, true, { $0["a"] = .null }),
            (true, true, { $0.clear() }),
            (true, true, { $0.flash("x") }),
        ]
        for (isAccessed, isModified, change) in changes {
            let session = Session()
            change(session)
            #expect(session.isAccessed == isAccessed)
            #expect(session.isModified == isModified)
        }
    }

    @Test func flashesAreShownOnceButForTheWholeRequest() {
        let session = Session()
        session.flash("<b>", category: "error")
        session.flash(Markup(html: "<i>x</i>"))
        #expect(session.flashedMessages(categories: ["error"]).map { $0.html.html } == ["&lt;b&gt;"])
        #expect(session.isEmpty)
        #expect(session.flashedMessages().map { $0.html.html } == ["&lt;b&gt;", "<i>x</i>"])
        session.flash("later")
        #expect(session.flashedMessages().count == 2)
        #expect(!session.isEmpty)
    }

    @Test(arguments: [
        #"{"_flashes":5}"#, #"{"_flashes":[1,["a"],["a",{}],[1,"b"]]}"#, #"{"_flashes":{"a":1}}"#,
    ])
    func flashesThatAreNoneAreNotShown(json: String) throws {
        let values = try TaggedJSON.read(try JSONValue(json: Array(json.utf8)))
        let session = Session { Session.Opened(values: values, signedAt: 0) }
        #expect(session.flashedMessages().isEmpty)
        session.flash("x")
    }

    @Test(arguments: [
        (#"{"a":{" t":{"x":1}}}"#, #"{"a":{" t":["x"]}}"#),
        (#"{"a":{" t":{" t":[1]}}}"#, #"{"a":{" t":[1]}}"#),
        (#"{"a":{" u":"12345678-1234-5678-1234-567812345678"}}"#, #"{"a":{" u":"12345678123456781234567812345678"}}"#),
        (#"{"a":{" di":{" zz__":1}}}"#, #"{"a":{" zz":1}}"#),
        (#"{" t":[["k",1]]}"#, #"{"k":1}"#),
        ("null", "{}"), ("[]", "{}"),
    ])
    func readsTagsAsFlaskDoes(json: String, written: String) throws {
        let values = try TaggedJSON.read(try JSONValue(json: Array(json.utf8)))
        #expect(String(decoding: TaggedJSON.write(values), as: UTF8.self) == written)
    }

    @Test(arguments: [
        #"{"a":{" t":5}}"#, #"{"a":{" b":5}}"#, #"{"a":{" b":"A"}}"#, #"{"a":{" u":"x"}}"#, #"{"a":{" di":{}}}"#,
        #"{"a":{" di":1}}"#, #"{"a":{" m":1}}"#, "5", #""abc""#, "[1]", #"[["a"]]"#, "true",
    ])
    func refusesTagsThatDoNotGoWithTheirValue(json: String) throws {
        let value = try JSONValue(json: Array(json.utf8))
        #expect(throws: TaggedJSON.MalformedTag.self) { try TaggedJSON.read(value) }
    }
}
