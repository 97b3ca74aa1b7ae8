import Testing

@testable import CGIKit

@Suite struct SessionCookiesTests {
    private let secret = SecretKeys(Array("This string will be replaced with a proper key in production.".utf8))!

    private func cookies(_ vector: JSONValue) throws -> SessionCookies {
        var settings = SessionSettings.flask
        if let lifetime = vector["max_age"]?.int { settings.lifetime = Int64(lifetime) }
        let older = vector["fallback_secrets"]?.array?.map { $0.secretBytes } ?? []
        let keys = try #require(SecretKeys(vector["secret"]!.secretBytes, older: older))
        return try SessionCookies(keys: keys, settings: settings, clock: .fixed(Int64(vector["now"]!.int!)))
    }

    private func text(_ session: Session) -> String {
        String(decoding: TaggedJSON.write(OrderedDictionary(session.entries)), as: UTF8.self)
    }

    @Test func writesFlasksCookiesByteForByte() throws {
        for vector in try vectors("session_vectors.json", "encode") {
            let session = Session()
            session.clear()
            for entry in try TaggedJSON.read(vector["session"]!).entries { session[entry.key] = entry.value }
            #expect(text(session) == vector["payload_json"]?.string, CGIKitTests.vector(vector))
            if !session.isEmpty {
                #expect(try cookies(vector).save(session).cookie?.value == vector["cookie"]?.string)
            }
        }
    }

    @Test func readsFlasksCookies() throws {
        for vector in try vectors("session_vectors.json", "decode") {
            let session = try cookies(vector).open(value: vector["cookie"]!.string!)
            // Python skips what is not base64 in a signature; we do not take such a cookie.
            let isStricter = vector["name"]!.string == "signature with four junk chars"
            if vector["result"]!.string == "session", !isStricter {
                #expect(text(session) == vector["session"]!.asciiText, CGIKitTests.vector(vector))
            } else {
                #expect(session.isEmpty, CGIKitTests.vector(vector))
                #expect(session.signedAt == nil, CGIKitTests.vector(vector))
            }
        }
    }

    @Test func tellsWhenTheCookieWasSigned() throws {
        let vector = try vectors("session_vectors.json", "decode")[1]
        let session = try cookies(vector).open(value: vector["cookie"]!.string!)
        #expect(!session.isAccessed)
        #expect(session.signedAt == 1_767_225_600)
        #expect(session.isAccessed)
    }

    @Test func sendsCookiesAndVaryAsFlaskDoes() throws {
        for vector in try vectors("session_vectors.json", "http") {
            let name = vector["name"]!.string!
            let action = try #require(actions[name], "no action for vector \(name)")
            let cookies = try SessionCookies(
                keys: secret, settings: settings(vector["config"]!), clock: .fixed(1_767_225_600))
            let session = cookies.open(CookieHeader(vector["request_cookie"]?.string))
            let body = action(session)
            let answer = cookies.save(session)
            let sent = answer.cookie.map { [$0.headerValue] } ?? []
            #expect(sent == vector["set_cookie"]!.array!.map { $0.string! }, CGIKitTests.vector(vector))
            #expect(answer.variesByCookie == (vector["vary"]?.string == "Cookie"), CGIKitTests.vector(vector))
            #expect(body == vector["body"]?.string, CGIKitTests.vector(vector))
        }
    }

    private func settings(_ config: JSONValue) -> SessionSettings {
        var settings = SessionSettings.flask
        for entry in config.object!.entries {
            switch entry.key {
            case "SESSION_COOKIE_NAME": settings.cookieName = entry.value.string!
            case "SESSION_COOKIE_DOMAIN": settings.cookieDomain = Cookie.Domain(entry.value.string!)
            case "SESSION_COOKIE_PATH", "APPLICATION_ROOT": settings.cookiePath = entry.value.string!
            case "SESSION_COOKIE_HTTPONLY": settings.isCookieHTTPOnly = entry.value.bool!
            case "SESSION_COOKIE_SECURE": settings.isCookieSecure = entry.value.bool!
            case "SESSION_COOKIE_PARTITIONED": settings.isCookiePartitioned = entry.value.bool!
            case "SESSION_COOKIE_SAMESITE": settings.cookieSameSite = Cookie.SameSite(rawValue: entry.value.string!)
            case "SESSION_REFRESH_EACH_REQUEST": settings.refreshesEachRequest = entry.value.bool!
            case "PERMANENT_SESSION_LIFETIME": settings.lifetime = 3600
            default: Issue.record("unknown setting \(entry.key)")
            }
        }
        return settings
    }

    /// What the view of each vector does with the session, and the body it answers.
    private var actions: [String: (Session) -> String] {
        let set: (Session) -> String = { session in
            session["user_id"] = .int(1)
            return "ok"
        }
        let setPermanent: (Session) -> String = { session in
            session.isPermanent = true
            session["user_id"] = .int(1)
            return "ok"
        }
        let read: (Session) -> String = { session in session["user_id"]?.int.map { String($0) } ?? "None" }
        let nothing: (Session) -> String = { _ in "ok" }
        let pop: (Session) -> String = { session in
            session.remove("user_id")
            return "ok"
        }
        let clear: (Session) -> String = { session in
            session.clear()
            return "ok"
        }
        let show: (Session) -> String = { session in
            let messages = session.flashedMessages().map { "[\"\($0.category)\", \"\($0.html.html)\"]" }
            return "[" + messages.joined(separator: ", ") + "]"
        }
        return [
            "set": set, "set secure samesite": set, "set strict domain path name": set, "set not httponly": set,
            "set application root": set, "set partitioned": set, "set on https not secure by itself": set,
            "permanent": setPermanent, "permanent one hour": setPermanent,
            "permanent refresh on read only request": read,
            "permanent refresh even when session not touched": nothing,
            "permanent no refresh when disabled": read,
            "read only: Vary, no Set-Cookie": read, "read without cookie: Vary, no Set-Cookie": read,
            "contains without cookie": { $0.contains("user_id") ? "True" : "False" },
            "not touched: no Vary": nothing,
            "same value again still counts as modified": set,
            "nested change not noticed": { session in
                _ = session["l"]
                return "ok"
            },
            "pop last key deletes cookie": pop, "pop missing key is not a modification": pop,
            "pop missing key with other data": pop,
            "clear deletes cookie": clear, "clear empty session still deletes cookie": clear,
            "delete with domain samesite": clear,
            "flash": { session in
                session.flash("Hello")
                session.flash("Bad", category: "error")
                return "ok"
            },
            "show flashes removes them": show, "show flashes keeps the rest": show,
            "show flashes when none: no Set-Cookie": show,
            "bad cookie then set": { session in
                session["user_id"] = .int(2)
                return "ok"
            },
            "bad cookie read": read, "two session cookies, first wins": read, "first bad, second good": read,
            "other cookies around": read, "quoted cookie value": read, "no space after semicolon": read,
        ]
    }

    @Test func refusesACookieNameThatIsNone() {
        var settings = SessionSettings()
        settings.cookieName = "a b"
        #expect(throws: ConfigurationError("SESSION_COOKIE_NAME: 'a b' cannot be the name of a cookie")) {
            try SessionCookies(keys: secret, settings: settings)
        }
    }

    @Test func isLaxAndSignedWithSHA256OnItsOwn() throws {
        let cookies = try SessionCookies(keys: secret, clock: .fixed(0))
        let session = Session()
        session["user_id"] = .int(1)
        let cookie = try #require(cookies.save(session).cookie)
        #expect(cookie.headerValue.hasSuffix("; HttpOnly; Path=/; SameSite=Lax"))
        #expect(cookie.value.utf8.split(separator: UInt8(ascii: ".")).last?.count == 43)
        #expect(cookies.open(CookieHeader("session=" + cookie.value))["user_id"]?.int == 1)
    }
}

extension JSONValue {
    fileprivate var asciiText: String {
        String(decoding: json(JSONStyle(sortsKeys: true, isASCII: true)), as: UTF8.self)
    }
}
