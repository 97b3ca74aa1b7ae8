import Testing

@testable import CGIKit

@Suite struct CookieTests {
    @Test func attributesComeInWerkzeugsOrder() throws {
        var cookie = try #require(Cookie(name: "sid", value: "a.b"))
        #expect(cookie.headerValue == "sid=a.b; HttpOnly; Path=/; SameSite=Lax")
        cookie.domain = Cookie.Domain(".example.org")
        cookie.expires = 1_769_904_000
        cookie.maxAge = 60
        cookie.isPartitioned = true
        cookie.path = "/a b;é%20"
        cookie.sameSite = Cookie.SameSite.none
        #expect(
            cookie.headerValue
                == "sid=a.b; Domain=example.org; Expires=Sun, 01 Feb 2026 00:00:00 GMT; Max-Age=60; Secure; HttpOnly; "
                + "Path=/a%20b%3B%C3%A9%20; SameSite=None; Partitioned")
    }

    @Test(arguments: ["", " ", "a b", "a=b", "a;b", "a\r\nb", "a\0", "é", "\"a\"", "a,b"])
    func aNameMustBeAToken(name: String) {
        #expect(Cookie(name: name, value: "") == nil)
    }

    @Test(arguments: ["", "a b", "a;b", "a\r\nSet-Cookie: x", "a..b", "é.org", "a:80", "/"])
    func aDomainMustBeAHostName(name: String) {
        #expect(Cookie.Domain(name) == nil)
    }

    @Test(arguments: [
        ("", ""), ("a.b-c_", "a.b-c_"), ("a b", "\"a b\""), ("a;b", #""a\073b""#), ("a,b", #""a\054b""#),
        ("a\"b\\", #""a\"b\\""#), ("é", #""\303\251""#), ("a\r\nSet-Cookie: b=c", #""a\015\012Set-Cookie: b=c""#),
        ("\u{1A}\u{7F}\0", #""\032\177\000""#),
    ])
    func valuesAreQuotedAsWerkzeugDoesAndReadBack(value: String, quoted: String) throws {
        var cookie = try #require(Cookie(name: "n", value: value))
        cookie.isHTTPOnly = false
        cookie.path = nil
        cookie.sameSite = nil
        #expect(cookie.headerValue == "n=" + quoted)
        #expect(CookieHeader("x=y; n=\(quoted); z=1")["n"] == value)
    }

    @Test(arguments: [
        ("a=b; c=d", ["a=b", "c=d"]), ("a=b;c=d;", ["a=b", "c=d"]), ("a", ["a="]), ("a=", ["a="]), ("", []),
        (";;= x;", []),
        (" a = b ; c", ["a=b", "c="]), ("a=b=c", ["a=b=c"]), (#"a="b;c"; d=e"#, ["a=b;c", "d=e"]),
        (#"a="b;c"#, ["a=\"b", "c="]), (#"a="b"c; d=e"#, [#"a="b"c"#, "d=e"]), (#"a="\"\\x\101""#, [#"a="\xA"#]),
        (#"a="b\"; c=d"#, [#"a=b\"#, "c=d"]), ("a=1; a=2", ["a=1", "a=2"]), (#"a=""#, [#"a=""#]),
        ("a=b\t;\tc=d\r\n", ["a=b", "c=d"]), ("é=ü", ["é=ü"]), (#"a="\400""#, ["a=400"]),
    ])
    func readsCookiesAsWerkzeugDoes(header: String, cookies: [String]) {
        #expect(CookieHeader(header).all.map { "\($0.name)=\($0.value)" } == cookies)
    }

    @Test func theFirstOfANameCounts() {
        #expect(CookieHeader("a=1; b=2; a=3")["a"] == "1")
        #expect(CookieHeader("a=1")["b"] == nil)
        #expect(CookieHeader(nil)["a"] == nil)
    }
}
