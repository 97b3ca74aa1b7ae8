import HTTPTypes
import Testing

@testable import CGIKit

@Suite struct CSRFProtectionTests {
    private let secret = SecretKeys(Array("This string will be replaced with a proper key in production.".utf8))!

    private func protection(_ vector: JSONValue, timeLimit: Int64? = 3600) -> CSRFProtection {
        CSRFProtection(
            keys: vector["secret"]?.secretKeys ?? secret, digest: .sha1, timeLimit: timeLimit,
            clock: .fixed(Int64(vector["now"]!.int!)), random: .fixed(0))
    }

    @Test func signsTheSessionsTokenAsFlaskWTFDoes() throws {
        for vector in try vectors("csrf_vectors.json", "encode") {
            let session = Session()
            session["csrf_token"] = .string(vector["raw"]!.string!)
            #expect(try protection(vector).generate(for: session) == vector["token"]?.string)
        }
    }

    @Test func givesANewSessionATokenThatStays() throws {
        let protection = CSRFProtection(keys: secret, digest: .sha1, clock: .fixed(1_767_225_600), random: .fixed(0))
        let session = Session()
        let token = try protection.generate(for: session)
        #expect(session["csrf_token"]?.string == "c8d7d0ef0eedfa82d2ea1aa592845b9a6d4b02b7")
        #expect(try protection.generate(for: session) == token)
        try protection.validate(token, session: session)
    }

    /// Why pages can be compressed (docs/http.md): what can be guessed piece by piece is no token yet, and the rest is another one
    /// each second.
    @Test func hasAnotherSignatureEachSecond() throws {
        let session = Session()
        let tokens = try (0..<50).map { second in
            try CSRFProtection(keys: secret, clock: .fixed(1_767_225_600 + second)).generate(for: session)
        }
        let parts = tokens.map { $0.split(separator: ".") }
        #expect(Set(parts.map { $0[0] }).count == 1 && Set(parts.map { $0[2] }).count == 50)
        let protection = CSRFProtection(keys: secret, clock: .fixed(1_767_225_660))
        for (a, b) in zip(parts, parts.dropFirst()) {
            // What two signatures have in common at their start is chance.
            #expect(zip(a[2], b[2]).prefix { $0 == $1 }.count < 6)
            #expect(throws: CSRFError.invalid) {
                try protection.validate("\(a[0]).\(a[1]).\(b[2])", session: session)
            }
        }
    }

    @Test func validatesAsFlaskWTFDoes() throws {
        for vector in try vectors("csrf_vectors.json", "validate") {
            let session = Session()
            if let token = vector["session_csrf_token"], !token.isNull {
                session["csrf_token"] = try TaggedJSON.value(token)
            }
            let protection = protection(vector, timeLimit: vector["time_limit"]?.int.map { Int64($0) })
            var message: String?
            do {
                try protection.validate(vector["token"]?.string, session: session)
            } catch {
                message = error.message
            }
            if vector["raises"] == nil {
                #expect(message == vector["message"]?.string, CGIKitTests.vector(vector))
            }
            #expect((message == nil) == vector["ok"]?.bool, CGIKitTests.vector(vector))
        }
    }

    @Test func comparesOriginsAsFlaskWTFDoes() throws {
        for vector in try vectors("csrf_vectors.json", "same_origin") {
            let referrer = Origin(vector["referrer"]!.string!)
            let isSame = referrer != nil && referrer == Origin(vector["good"]!.string!)
            #expect(isSame == vector["result"]?.bool, CGIKitTests.vector(vector))
        }
    }

    @Test(
        arguments: [
            ("https://h/a", "h", nil), ("https://H:8443", "h:8443", nil), ("", "h", .missingReferrer),
            (nil, "h", .missingReferrer), ("http://h/", "h", .foreignReferrer), ("https://h:x/", "h", .foreignReferrer),
            ("https://h:99999/", "h:99999", .foreignReferrer), ("https:///h", "h", .foreignReferrer),
            ("https://h\\@evil.org/", "h", .foreignReferrer), ("https://evil.org\\@h", "evil.org", .foreignReferrer),
        ] as [(String?, String, CSRFError?)])
    func checksTheReferrer(referrer: String?, host: String, error: CSRFError?) throws {
        let protection = CSRFProtection(keys: secret)
        if let error {
            #expect(throws: error) { try protection.validate(referrer: referrer, host: host) }
        } else {
            try protection.validate(referrer: referrer, host: host)
        }
    }

    /// The whole requests of the vectors, as far as a form without Flask goes: which token is taken, what the check says,
    /// and which token the page then shows.
    @Test func answersRequestsAsFlaskWTFDoes() throws {
        for vector in try vectors("csrf_vectors.json", "requests") where vector["config"]!["WTF_CSRF_ENABLED"] == nil {
            let session = Session()
            for entry in vector["session"]?.object?.entries ?? [] {
                session[entry.key] = try TaggedJSON.value(entry.value)
            }
            let config = vector["config"]!
            let protection = CSRFProtection(
                keys: config["WTF_CSRF_SECRET_KEY"]?.secretKeys ?? secret, digest: .sha1,
                fieldName: config["WTF_CSRF_FIELD_NAME"]?.string ?? "csrf_token",
                clock: .fixed(Int64(vector["now"]!.int!)), random: .fixed(0))
            let body = vector["body"]!.string!
            if let expected = try shownToken(body) {
                #expect(try protection.generate(for: session) == expected, CGIKitTests.vector(vector))
            }
            let error = error(of: vector, protection, session)
            if let error {
                #expect(body.contains(error.message), CGIKitTests.vector(vector))
            } else {
                #expect(!body.contains("The CSRF"), CGIKitTests.vector(vector))
                #expect(!body.contains("The referrer"), CGIKitTests.vector(vector))
            }
        }
    }

    private func shownToken(_ body: String) throws -> String? {
        guard body.contains("value=\"") else { return nil }
        return String(body.split(separator: "value=\"")[1].prefix { $0 != "\"" })
    }

    private func error(of vector: JSONValue, _ protection: CSRFProtection, _ session: Session) -> CSRFError? {
        if vector["method"]!.string == "GET" { return nil }
        let form = FormData((vector["form"]?.object?.entries ?? []).map { ($0.key, $0.value.string!) })
        var headers = HTTPFields()
        for header in vector["headers"]?.object?.entries ?? [] {
            headers[HTTPField.Name(header.key)!] = header.value.string
        }
        do {
            try protection.validate(protection.token(form: form, headers: headers), session: session)
            let isStrict = vector["config"]!["WTF_CSRF_SSL_STRICT"]?.bool ?? true
            if vector["csrf_protect"]!.bool!, vector["url"]!.string!.hasPrefix("https:"), isStrict {
                try protection.validate(referrer: headers[.referer], host: "localhost")
            }
            return nil
        } catch {
            return error
        }
    }
}
