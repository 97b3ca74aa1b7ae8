import CGIKit
import HTTPTypes
import Testing

@Suite struct RequestTests {
    @Test func withoutAMethodSaysHowToCallAScriptFromAShell() {
        let refusal = refusal { _ = try Request(Environment([:]), body: .bytes([])) }
        #expect(refusal.hasPrefix("400 REQUEST_METHOD is not set"))
        #expect(refusal.contains("REQUEST_METHOD=GET"))
    }

    @Test(arguments: ["", " ", "GET ", "GE T", "GET\r\nX: y", "GÉT", "(GET)"])
    func refusesAMethodThatIsNoToken(method: String) {
        #expect(refusal { _ = try request(["REQUEST_METHOD": method]) } == "400 The request's method is malformed.")
    }

    @Test func knowsItsAddress() throws {
        let request = try request([
            "SCRIPT_NAME": "/users/login", "PATH_INFO": "/ë/%41", "QUERY_STRING": "a=%41&b",
            "SERVER_NAME": "example.org",
        ])
        #expect(request.scriptName == "/users/login")
        #expect(try request.pathInfo == "/ë/%41")
        #expect(try request.path == "/users/login/ë/%41")
        #expect(request.queryString == "a=%41&b")
        #expect(request.serverName == "example.org")
    }

    @Test(arguments: [
        ("PATH_INFO", "/\u{0}", "400 NUL byte in PATH_INFO."),
        ("QUERY_STRING", "a=\u{0}", "400 NUL byte in QUERY_STRING."),
    ])
    func refusesNULBytes(name: String, value: String, expected: String) throws {
        let request = try request([name: value])
        #expect(refusal { _ = try request.path + "\(try request.query)" } == expected)
    }

    @Test(arguments: ["PATH_INFO", "QUERY_STRING"])
    func refusesBadUTF8(name: String) throws {
        for bytes: [UInt8] in [[0x2F, 0xFF], [0x2F, 0xC0, 0x80], [0x2F, 0xED, 0xA0, 0x80], [0x2F, 0xE2, 0x82]] {
            let request = try Request(
                Environment(bytes: ["REQUEST_METHOD": Array("GET".utf8), name: bytes]), body: .bytes([]))
            #expect(refusal { _ = try request.path + "\(try request.query)" } == "400 Bad UTF-8 in \(name).")
        }
    }

    @Test(arguments: [
        (["HTTP_HOST": "example.org:8080", "SERVER_NAME": "a", "SERVER_PORT": "80"], "example.org:8080"),
        (["HTTP_HOST": "[::1]", "SERVER_NAME": "a"], "[::1]"),
        (["HTTP_HOST": "evil/@x", "SERVER_NAME": "a", "SERVER_PORT": "80"], "a"),
        (["HTTP_HOST": "", "SERVER_NAME": "a", "SERVER_PORT": "8080"], "a:8080"),
        (["SERVER_NAME": "a", "SERVER_PORT": "443", "HTTPS": "on"], "a"),
        (["SERVER_NAME": "a", "SERVER_PORT": "443"], "a:443"),
    ])
    func takesTheHostFromAHeaderThatIsOne(variables: [String: String], host: String) throws {
        #expect(try request(variables).host == host)
    }

    @Test(arguments: ["", "a b", "x\ny", String(repeating: "a", count: 65), "é", "<b>"])
    func doesNotBelieveAnOddUniqueID(id: String) throws {
        let request = try request(["UNIQUE_ID": id])
        #expect(request.requestID.count == 16)
        #expect(request.requestID.allSatisfy { $0.isHexDigit })
        #expect(request.requestID == request.requestID)
    }

    @Test func usesTheServersUniqueID() throws {
        #expect(try request(["UNIQUE_ID": "ZX@-_09aAbB"]).requestID == "ZX@-_09aAbB")
    }
}
