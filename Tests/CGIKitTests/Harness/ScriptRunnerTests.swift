import CGIKitTesting
import Foundation
import Testing

/// The same, through the door that a server uses: a process.
@Suite struct ScriptRunnerTests {
    private let runner = ScriptRunner(
        Bundle.module.bundleURL.deletingLastPathComponent().appending(path: "cgi-echo").path)

    @Test func answersFromAShell() throws {
        let result = runner.run(["REQUEST_METHOD": "GET", "PATH_INFO": "/hello"])
        let response = try #require(result.response)
        #expect(response.status == 200 && response.text == "/hello\n")
        #expect(result.exitCode == 0 && result.log == "")
    }

    @Test func saysHowToStartItWithoutAServer() throws {
        let result = runner.run([:])
        #expect(result.response?.status == 400)
        #expect(result.response?.text.contains("REQUEST_METHOD=GET") == true)
        #expect(result.log.contains("Z [client -] \"- -\" cgi-echo ["))
        #expect(result.log.split(separator: "\n").count == 1)
    }

    @Test func readsAFormAndAFile() {
        let client = TestClient(program: runner)
        #expect(client.post("/", .form([("a", "b")])).text == "a=b\n")
        let file = TestPart("f", filename: "x", bytes: [UInt8](repeating: 7, count: 300_000))
        #expect(client.post("/", .multipart([TestPart("a", "b"), file])).text == "a=b\nf: x, 300000 bytes\n")
    }

    @Test func sendsMoreThanAPipeHolds() throws {
        let result = runner.run(["REQUEST_METHOD": "GET", "QUERY_STRING": "size=3000000"])
        #expect(try #require(result.response).body.count == 3_000_000)
    }

    @Test(arguments: [0, 1, 1000, 100_000])
    func endsQuietlyWhenTheClientGoesAway(bytes: Int) {
        let result = runner.run(
            ["REQUEST_METHOD": "GET", "QUERY_STRING": "size=3000000"], stopReadingAfter: bytes)
        #expect(result.exitCode == 0)
        #expect(result.log == "")
        #expect(!result.timedOut)
    }

    @Test func refusesABodyThatEndsEarly() {
        let variables = [
            "REQUEST_METHOD": "POST", "CONTENT_LENGTH": "100", "CONTENT_TYPE": "application/x-www-form-urlencoded",
        ]
        let result = runner.run(variables, input: Array("a=b".utf8))
        #expect(result.response?.status == 400)
        #expect(result.log.contains("] 400 The body ends 97 bytes before its announced length.\n"))
    }

    /// A server that sends the whole body first would otherwise lose the answer.
    @Test(arguments: [
        ("text/plain", "POST", 415), ("application/x-www-form-urlencoded", "POST", 413), ("text/plain", "PUT", 405),
    ])
    func takesTheWholeBodyThatItRefuses(type: String, method: String, status: Int) {
        let length = status == 413 ? 2_000_000 : 1_000_000
        let variables = ["REQUEST_METHOD": method, "CONTENT_LENGTH": String(length), "CONTENT_TYPE": type]
        let result = runner.run(variables, input: [UInt8](repeating: 97, count: length))
        #expect(result.response?.status == status)
        #expect(result.unreadInput == 0)
    }

    @Test func takesTheWholeBodyThatHasNoLength() {
        let variables = ["REQUEST_METHOD": "POST", "HTTP_TRANSFER_ENCODING": "chunked"]
        let result = runner.run(variables, input: [UInt8](repeating: 97, count: 2_000_000))
        #expect(result.response?.status == 411)
        #expect(result.unreadInput == 0)
    }

    @Test func cutsOffABodyThatIsLongerThanAnyoneWants() {
        let variables = ["REQUEST_METHOD": "POST", "CONTENT_LENGTH": "1000000000"]
        let result = runner.run(variables, input: [UInt8](repeating: 97, count: 2_000_000))
        #expect(result.response?.status == 413)
        #expect(result.unreadInput > 0 && !result.timedOut)
    }

    @Test func saysThatUploadsHaveNoPlaceAndLeavesNoneBehind() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let client = TestClient(program: runner)
        let form = TestBody.multipart([TestPart("f", filename: "x", bytes: [1])])
        client.environment["TMPDIR"] = folder.path
        #expect(client.post("/", form).text == "f: x, 1 bytes\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        client.environment["TMPDIR"] = folder.path + "/none"
        #expect(client.post("/", form).status == 500)
        #expect(client.log.hasSuffix("] 500 system: mkostemp \(folder.path)/none: No such file or directory\n"))
    }

    @Test func writesNoFormValueToTheLog() {
        let variables = [
            "REQUEST_METHOD": "POST", "CONTENT_LENGTH": "17", "CONTENT_TYPE": "application/x-www-form-urlencoded",
        ]
        let result = runner.run(variables, input: Array("password=geheim%Z".utf8))
        #expect(result.response?.status == 400)
        #expect(!result.log.isEmpty && !result.log.contains("geheim"))
    }

    @Test func refusesBytesThatAreNoText() {
        for variables in [["PATH_INFO": "/\u{FFFD}"], ["QUERY_STRING": "a=%FF"], ["QUERY_STRING": "a=%00"]] {
            let result = runner.run(variables.merging(["REQUEST_METHOD": "GET"]) { $1 })
            #expect(result.response?.status == (variables["PATH_INFO"] == nil ? 400 : 200))
        }
    }
}
