import CGIKit
import CGIKitTesting
import HTTPTypes
import Testing

@Suite struct ResponseTests {
    @Test func carriesTypeLengthAndSecurityHeaders() {
        let response = sent(.html("<p>Zoë"))
        #expect(response.status == 200)
        #expect(response.text == "<p>Zoë")
        #expect(
            response.headers.map { "\($0.name.rawName): \($0.value)" } == [
                "Content-Type: text/html; charset=utf-8",
                "Cache-Control: private, no-cache",
                "Content-Security-Policy: default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'",
                "X-Content-Type-Options: nosniff",
                "Referrer-Policy: same-origin",
                "Cross-Origin-Opener-Policy: same-origin",
                "Cross-Origin-Resource-Policy: same-origin",
                "Permissions-Policy: camera=(), geolocation=(), microphone=()",
                "Content-Length: 7",
            ])
    }

    @Test func aViewOverridesOrDropsADefault() {
        var response = Response.text("")
        response.headers[.cacheControl] = "public, max-age=60"
        response.headers[HTTPField.Name("referrer-policy")!] = ""
        let sent = sent(response)
        #expect(sent.headers[values: .cacheControl] == ["public, max-age=60"])
        #expect(sent.headers[values: HTTPField.Name("Referrer-Policy")!] == [])
        #expect(sent.headers[.contentLength] == "0")
    }

    @Test func aViewSetsNeitherStatusLineNorLengthByHeader() {
        var response = Response.text("abc", status: .notFound)
        response.headers[HTTPField.Name("Status")!] = "200 OK"
        response.headers[.contentLength] = "99999"
        let sent = sent(response)
        #expect(sent.status == 404)
        #expect(sent.headers[values: .contentLength] == ["3"])
    }

    @Test(arguments: [HTTPResponse.Status.noContent, .notModified])
    func hasNoBodyWhereTheStatusForbidsOne(status: HTTPResponse.Status) {
        let sent = sent(.text("abc", status: status))
        #expect(sent.status == status.code)
        #expect(sent.body == [])
        #expect(sent.headers[.contentLength] == nil)
    }

    @Test func neverSplitsAHeader() {
        for name in [HTTPField.Name.contentType, .setCookie, .eTag, .location] {
            for evil in ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\u{0}\r\n\r\n<script>", "\r\n\r\n"] {
                var response = Response.text("body")
                response.headers[name] = evil
                let sent = sent(response)
                #expect(sent.headers[HTTPField.Name("X-Evil")!] == nil)
                #expect(sent.text == "body")
            }
        }
        let status = HTTPResponse.Status(code: 200, reasonPhrase: "OK\r\nX-Evil: 1")
        #expect(sent(.text("", status: status)).headers[HTTPField.Name("X-Evil")!] == nil)
    }

    @Test(arguments: [
        ("/users/me/", "/users/me/"),
        ("https://example.org:8080/a?b=c&d=%41#e", "https://example.org:8080/a?b=c&d=%41#e"),
        ("/a b", "/a%20b"),
        ("/ë", "/%C3%AB"),
        ("/a\r\nSet-Cookie: x=y", "/a%0D%0ASet-Cookie:%20x=y"),
        ("/\u{0}\t\u{7F}", "/%00%09%7F"),
        (#"/\evil.example"#, "/%5Cevil.example"),
        (#"/"><script>"#, "/%22%3E%3Cscript%3E"),
    ])
    func redirectsToAnEncodedLocation(location: String, sent: String) {
        let response = self.sent(.redirect(to: location))
        #expect(response.status == 303)
        #expect(response.headers[values: .location] == [sent])
        #expect(response.headers[.setCookie] == nil)
        #expect(!response.text.contains("<script"))
    }

    @Test func redirectsWithAnotherStatus() {
        #expect(sent(.redirect(to: "/", status: .permanentRedirect)).status == 308)
    }

    @Test func setsSeveralCookies() throws {
        var response = Response.text("")
        response.setCookie(try #require(Cookie(name: "a", value: "1")))
        response.setCookie(try #require(Cookie(name: "b", value: "2")))
        #expect(sent(response).cookies.map { "\($0.name)=\($0.value)" } == ["a=1", "b=2"])
    }

    @Test(arguments: [
        (nil, "Cookie"), ("Accept", "Accept, Cookie"), ("Accept, cookie", "Accept, cookie"), ("*", "*"),
        ("COOKIE", "COOKIE"), ("X-Cookie", "X-Cookie, Cookie"),
    ])
    func mergesVary(before: String?, after: String) {
        var response = Response.text("")
        response.headers[.vary] = before
        response.vary(on: .cookie)
        response.vary(on: .cookie)
        #expect(sent(response).headers[values: .vary] == [after])
    }

    private func sent(_ response: Response) -> TestResponse {
        TestClient(Script { _ throws(Failure) in response }).get("/")
    }
}
