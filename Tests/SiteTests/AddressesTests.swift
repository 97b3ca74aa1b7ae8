import CGIKit
import CGIKitTesting
import HTTPTypes
import Testing

@testable import Site

@Suite struct AddressesTests {
    private typealias Row = (scriptName: String, endpoint: Endpoint, parameters: [Addresses.Parameter], url: String)

    @Test func urlFollowsTheMount() {
        let rows: [Row] = [
            ("", .login, [], "/users/login/"),
            ("/users/login", .register, [], "/users/register/"),
            ("/users/me", .logout, [], "/users/logout/"),
            ("/users", .profile, [("name", "Zoë/x y")], "/users/Zo%C3%AB%2Fx%20y/"),
            ("/club/users/login", .home, [], "/club/users/me/"),
            ("/error", .index, [], "/"),
            ("/members/error", .index, [], "/members/"),
            ("/somewhere/else", .login, [], "/users/login/"),
            ("/cgi-bin/cgi-login", .register, [], "/cgi-bin/cgi-register"),
            ("/cgi-bin/cgi-login", .home, [], "/cgi-bin/cgi-profile"),
            ("/cgi-bin/cgi-login", .edit, [], "/cgi-bin/cgi-profile/me/edit/"),
            ("/~zoe/bin/cgi-error", .profile, [("name", "zoe")], "/~zoe/bin/cgi-profile/zoe/"),
            ("/cgi-login", .login, [], "/cgi-login"),
            ("/", .posts, [], "/posts/"),
            ("/club/", .feed, [], "/club/posts/feed.atom"),
            ("/club/posts", .post, [("post", "1-é")], "/club/posts/1-%C3%A9"),
            ("/club/sitemap.xml", .index, [], "/club/"),
            ("/cgi-bin/cgi-posts", .index, [], "/cgi-bin/cgi-posts"),
            ("/cgi-bin/cgi-posts", .feedBy, [("name", "zoe")], "/cgi-bin/cgi-posts/by/zoe/feed.atom"),
            ("/cgi-bin/cgi-login", .sitemap, [], "/cgi-bin/cgi-posts/sitemap.xml"),
            ("/cgi-bin/cgi-login.cgi", .register, [], "/cgi-bin/cgi-register.cgi"),
            ("/cgi-bin/cgi-login.cgi", .edit, [], "/cgi-bin/cgi-profile.cgi/me/edit/"),
            ("/club/cgi-posts.fcgi", .post, [("post", "1-a")], "/club/cgi-posts.fcgi/1-a"),
            ("/cgi-bin/cgi-login.a.b", .login, [], "/cgi-bin/cgi-login.a.b"),
            ("/cgi-bin/cgi-login.c<gi", .login, [], "/cgi-bin/cgi-login"),
            ("/robots.txt", .sitemap, [], "/sitemap.xml"),
            ("/club/robots.txt", .robots, [], "/club/robots.txt"),
            ("/.well-known/change-password", .password, [], "/users/me/password/"),
            ("/cgi-bin/cgi-login", .changePassword, [], "/cgi-bin/cgi-profile/.well-known/change-password"),
            (
                "/users/login", .login, [("next", "/users/me/?a=1&b=ë")],
                "/users/login/?next=/users/me/?a%3D1%26b%3D%C3%AB"
            ),
        ]
        for row in rows {
            let addresses = Addresses(scriptName: row.scriptName, staticURL: "/static")
            #expect(addresses.url(for: row.endpoint, row.parameters) == row.url, "mounted at \(row.scriptName)")
        }
    }

    @Test(arguments: [
        ("/static", "css/main.css", "/static/css/main.css"),
        ("https://cdn.example.org/s/", "a b.css", "https://cdn.example.org/s/a%20b.css"),
    ])
    func staticFileIsBelowTheStaticURL(staticURL: String, name: String, url: String) {
        #expect(Addresses(scriptName: "", staticURL: staticURL).staticFile(name) == url)
    }

    @Test func everyEndpointHasAnAddressOfItsOwn() {
        for scriptName in ["/users/login", "/cgi-bin/cgi-login"] {
            let addresses = Addresses(scriptName: scriptName, staticURL: "")
            let parameters: [Addresses.Parameter] = [("name", "x"), ("post", "1"), ("tag", "t")]
            let urls = Endpoint.allCases.filter { $0 != .index }.map { addresses.url(for: $0, parameters) }
            #expect(Set(urls).count == urls.count)
        }
    }
}

@Suite struct AbsoluteAddressesTests {
    private static let one = String(repeating: "0.", count: 31) + "ip6.arpa"

    @Test(arguments: [
        ("http://www.example.org", "www.example.org"), ("https://A.org:8080", "a.org"),
        ("http://127.0.0.1:80", "127.0.0.1"),
        ("https://a.org/club", "a.org"), ("http://a-b_c.org.", "a-b_c.org."), ("http://[::1]:8080", "1." + one),
        ("http://[::1]", "1." + one), ("https://[0:0::0001]/club", "1." + one),
        ("http://[2001:DB8::89ab]:1", "b.a.9.8." + String(repeating: "0.", count: 20) + "8.b.d.0.1.0.0.2.ip6.arpa"),
        ("http://[v1.a]:80", "v1.a"), ("http://[::x]:80", ""), ("http://[", ""), ("http://a[b]:1", "ab"),
    ])
    func tagsNameTheHostAsDNSDoes(origin: String, authority: String) {
        #expect(AbsoluteAddresses.authority(of: origin) == authority)
    }
}

@Suite struct PathPatternTests {
    @Test(arguments: [
        ("/users/login/", "/users/login/", true), ("/users/login/", "/users/login", false),
        ("/users/login/", "/users/login/x/", false), ("/users/<name>/", "/users//", false),
        ("/posts/<post>", "/posts/1-x", true), ("/posts/<post>", "/posts/1-x/", false),
        ("/posts/<post>/edit", "/posts/1/edit", true), ("/posts/<post>/edit", "/posts//edit", false),
    ])
    func matchesTheWholePath(pattern: String, path: String, matches: Bool) {
        #expect((PathPattern(pattern).match(path) != nil) == matches)
    }

    @Test(arguments: [("/users/zoë/", "zoë"), ("/users/a/b/", "a/b"), ("/users/ /", " ")])
    func findsTheParameter(path: String, name: String) throws {
        let parameters = try #require(PathPattern("/users/<name>/").match(path))
        #expect(parameters.map { "\($0.name)=\($0.value)" } == ["name=\(name)"])
    }
}

@Suite struct SafeRedirectTests {
    @Test(arguments: ["/", "/users/me/", "/posts/1?x=/y#z", "/zoë/"])
    func staysOnTheSite(path: String) {
        #expect(SafeRedirect(path)?.path == path)
    }

    @Test(arguments: [
        "", "users/me/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", " /users/me/", "/a b",
        "/users/me/\r\nSet-Cookie: a=b",
        "/\u{7F}", "/x\\..\\y", "http:/x",
    ])
    func neverLeavesIt(target: String) {
        #expect(SafeRedirect(target) == nil)
    }
}
