import CGIKit
import CGIKitTesting
import HTTPTypes
import Testing

@Suite struct RequestLogTests {
    private let time = "2026-11-30T14:02:11Z"
    private let clock = Clock.fixed(1_796_047_331)

    private func client(_ words: String) -> TestClient {
        TestClient(
            Script(clock: clock) { (request) throws(Failure) in
                if let proxies = request.header(HTTPField.Name("X-Trusted")!) {
                    do throws(ConfigurationError) {
                        request.trustedProxies = try TrustedProxies(proxies)
                    } catch {
                        throw .configuration(error)
                    }
                }
                throw .configuration(ConfigurationError(words))
            })
    }

    @Test func aLineSaysWhenWhoAndWhat() {
        let client = client("x")
        client.environment = [
            "SCRIPT_FILENAME": "/srv/cgi-bin/cgi-login", "UNIQUE_ID": "ZzYx@w-1_A", "SCRIPT_NAME": "/users/login",
            "PATH_INFO": "/", "QUERY_STRING": "token=secret",
        ]
        _ = client.get("/")
        #expect(
            client.log
                == "\(time) [client 192.0.2.1] \"GET /users/login/\" cgi-login [ZzYx@w-1_A] 500 configuration: x\n")
    }

    @Test(arguments: [
        ("two\nlines", #"two\nlines"#),
        ("\u{1B}[31mred\u{7}\r\t\u{0}", #"\x1b[31mred\x07\x0d\x09\x00"#),
        ("\u{7F}\u{9B}é€", #"\x7f\x9bé€"#),
    ])
    func wordsAreOneLineOfPlainText(words: String, logged: String) {
        let client = client(words)
        _ = client.get("/")
        #expect(client.log.hasSuffix("] 500 configuration: \(logged)\n"))
        #expect(client.log.utf8.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    }

    @Test(arguments: [
        ("/posts/é", "/posts/%C3%A9"),
        (#"/a" cgi-login [0] event=x\"#, "/a%22%20cgi-login%20%5B0%5D%20event=x%5C"),
        ("/a\n2026-11-30T14:02:11Z [client 192.0.2.9]", "/a%0A2026-11-30T14:02:11Z%20%5Bclient%20192.0.2.9%5D"),
        ("/\u{1B}[2J\u{85}\u{202E}", "/%1B%5B2J%C2%85%E2%80%AE"),
        ("", "-"),
        ("/" + String(repeating: "x", count: 600), "/" + String(repeating: "x", count: 499) + "..."),
    ])
    func aPathStaysInItsPlace(path: String, logged: String) {
        let client = client("x")
        client.environment = ["SCRIPT_FILENAME": "/x/cgi-posts", "UNIQUE_ID": "1", "PATH_INFO": path]
        _ = client.get("/")
        #expect(
            client.log == "\(time) [client 192.0.2.1] \"GET \(logged)\" cgi-posts [1] 500 configuration: x\n")
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("2001:db8::7", "2001:db8::7"), ("", "-"), ("unknown", "-"),
        ("192.0.2.7] x", "-"), ("host.example", "-"),
    ])
    func aClientIsAnAddressOrNone(peer: String, logged: String) {
        let client = client("x")
        client.environment = ["REMOTE_ADDR": peer]
        _ = client.get("/")
        #expect(client.log.hasPrefix("\(time) [client \(logged)] \"GET /\" "))
    }

    @Test(arguments: [
        ("192.0.2.1", "198.51.100.4, 203.0.113.9", "203.0.113.9"), ("192.0.2.2", "203.0.113.9", "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9] \"x", "192.0.2.1"),
    ])
    func aTrustedProxyNamesTheClient(trusted: String, forwarded: String, logged: String) {
        let client = client("x")
        client.headers = [HTTPField.Name("X-Trusted")!: trusted, HTTPField.Name("X-Forwarded-For")!: forwarded]
        _ = client.get("/")
        #expect(client.log.contains("Z [client \(logged)] "))
    }

    @Test(arguments: [("", "-"), ("GE T", "-"), ("BREW", "BREW"), (String(repeating: "X", count: 99), "-")])
    func aMethodIsATokenOrNone(method: String, logged: String) {
        let client = client("x")
        client.environment = ["REQUEST_METHOD": method]
        _ = client.get("/")
        #expect(client.log.hasPrefix("\(time) [client 192.0.2.1] \"\(logged) /\" "))
    }
}
