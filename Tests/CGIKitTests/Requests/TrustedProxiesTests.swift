import CGIKit
import Testing

@Suite struct TrustedProxiesTests {
    @Test(arguments: [
        // proxies, peer, X-Forwarded-For, client
        ("", "192.0.2.1", "10.0.0.1", "192.0.2.1"),
        ("10.0.0.1", "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("10.0.0.1", "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "10.0.0.1", nil, "10.0.0.1"),
        ("10.0.0.1", "10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
        // Only the hop that a trusted proxy added counts; what the client wrote before it does not.
        ("10.0.0.0/8", "10.0.0.1", "127.0.0.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.1", "198.51.100.7, 203.0.113.9 , 10.2.3.4", "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.1", "10.0.0.9, 10.0.0.8", "10.0.0.9"),
        ("10.0.0.0/8", "10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.0/8", "10.0.0.1", "1.2.3.4, <script>, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.0/8", "11.0.0.1", "203.0.113.9", "11.0.0.1"),
        ("10.0.0.0/9", "10.128.0.1", "203.0.113.9", "10.128.0.1"),
        ("0.0.0.0/0", "9.9.9.9", "8.8.8.8", "8.8.8.8"),
        ("0.0.0.0/0", "2001:db8::1", "8.8.8.8", "2001:db8::1"),
        ("::1 2001:db8::/32", "2001:db8:ffff::1", "2001:4860::1", "2001:4860::1"),
        ("2001:db8::/33", "2001:db8:8000::1", "2001:4860::1", "2001:db8:8000::1"),
        ("2001:db8::/127", "2001:db8::1", "[2001:4860::1]:443", "2001:4860::1"),
        ("127.0.0.1,::1", "127.0.0.1", "203.0.113.9:51234", "203.0.113.9"),
        ("127.0.0.1", "", "203.0.113.9", ""),
    ])
    func believesOnlyConfiguredProxies(proxies: String, peer: String, forwarded: String?, client: String) throws {
        var variables = ["REMOTE_ADDR": peer]
        variables["HTTP_X_FORWARDED_FOR"] = forwarded
        let request = try request(variables)
        request.trustedProxies = try TrustedProxies(proxies)
        #expect(request.remoteAddress == client)
    }

    @Test(arguments: [
        "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129", "10.0.0", "localhost", "1.2.3.4/+8",
    ])
    func refusesWhatIsNoNetwork(text: String) {
        #expect(
            throws: ConfigurationError("\"\(text)\" is not an IP address or network, such as 192.0.2.1 or 10.0.0.0/8.")
        ) {
            _ = try TrustedProxies("127.0.0.1, \(text)")
        }
    }

    @Test(arguments: [
        (["HTTPS": "on"], true),
        (["HTTPS": "ON"], true),
        (["HTTPS": "off"], false),
        (["HTTPS": ""], false),
        ([:], false),
        (["HTTP_X_FORWARDED_PROTO": "https", "REMOTE_ADDR": "192.0.2.1"], false),
        (["HTTP_X_FORWARDED_PROTO": "https", "REMOTE_ADDR": "10.0.0.1"], true),
        (["HTTP_X_FORWARDED_PROTO": "http, HTTPS ", "REMOTE_ADDR": "10.0.0.1"], true),
        (["HTTP_X_FORWARDED_PROTO": "https, http", "REMOTE_ADDR": "10.0.0.1"], false),
        (["HTTP_X_FORWARDED_PROTO": "", "REMOTE_ADDR": "10.0.0.1"], false),
    ])
    func knowsHTTPS(variables: [String: String], isSecure: Bool) throws {
        let request = try request(variables)
        request.trustedProxies = try TrustedProxies("10.0.0.1")
        #expect(request.isSecure == isSecure)
    }

    private typealias Prefix = (sent: String, prefix: String)

    @Test func takesOnlyAPathForAPrefix() throws {
        let rows: [Prefix] = [
            ("/club", "/club"), ("/club/", "/club"), ("/a/b-c_d.e~f", "/a/b-c_d.e~f"), ("/", ""), ("", ""),
            ("/other, /club", "/club"), ("/club , /b ", "/b"), ("/club,", ""), ("club", ""), ("//evil.example", ""),
            ("/club//", ""), ("/a//b", ""), ("/\\evil.example", ""), ("\\\\evil.example", ""),
            ("http://evil.example", ""),
            ("/a/../b", ""), ("/.", ""), ("/a/..", ""), ("/a b", ""), ("/a\r\nX: y", ""), ("/a\tb", ""), ("/a?b", ""),
            ("/a#b", ""),
            ("/%2F%2Fevil", ""), ("/é", ""), ("/\"><script>", ""), ("/javascript:x", ""),
            ("/" + String(repeating: "a", count: 300), ""),
        ]
        for row in rows {
            let request = try proxied([
                "HTTP_X_FORWARDED_PREFIX": row.sent, "SCRIPT_NAME": "/users/login", "PATH_INFO": "/",
            ])
            #expect(request.forwardedPrefix == row.prefix, "\(row.sent)")
            #expect(request.scriptName == row.prefix + "/users/login")
            #expect(try request.path == row.prefix + "/users/login/")
        }
    }

    @Test func believesAPrefixAndAHostOnlyIfAskedToAndFromAProxy() throws {
        let sent = [
            "HTTP_X_FORWARDED_PREFIX": "/club", "HTTP_X_FORWARDED_HOST": "evil.example, www.example.org:8443",
            "SCRIPT_NAME": "/posts", "HTTP_HOST": "inner:81",
        ]
        let believed = try proxied(sent)
        #expect(believed.host == "www.example.org:8443")
        #expect(believed.scriptName == "/club/posts")
        for (trusts, peer) in [(false, "10.0.0.1"), (true, "192.0.2.1"), (true, "")] {
            let request = try proxied(sent, trusts: trusts, peer: peer)
            #expect(request.host == "inner:81")
            #expect(request.scriptName == "/posts" && request.forwardedPrefix == "")
        }
        for host in ["", "a/b", "a b", "a@b", "é", "a, "] {
            #expect(try proxied(sent.merging(["HTTP_X_FORWARDED_HOST": host]) { $1 }).host == "inner:81")
        }
    }

    private func proxied(
        _ variables: [String: String], trusts: Bool = true, peer: String = "10.0.0.1"
    ) throws -> Request {
        let request = try request(variables.merging(["REMOTE_ADDR": peer]) { $1 })
        request.trustedProxies = try TrustedProxies("10.0.0.1")
        request.trustsForwardedPrefix = trusts
        return request
    }
}
