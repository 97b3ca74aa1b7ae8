import CGIKit
import CGIKitTesting
import HTTPTypes
import Testing

@Suite struct ScriptTests {
    @Test func answersHEADWithTheHeadersOfGET() {
        let client = TestClient(Script { _ throws(Failure) in .html("<p>The page") })
        let get = client.get("/")
        let head = client.send(.head, "/")
        #expect(get.text == "<p>The page")
        #expect(head.body == [])
        #expect(head.status == get.status && head.headers == get.headers)
    }

    @Test(arguments: [
        ([HTTPRequest.Method.get], "GET, HEAD, OPTIONS"),
        ([.get, .post], "GET, POST, HEAD, OPTIONS"),
        ([.post], "POST, OPTIONS"),
    ])
    func answersOPTIONSWithoutTheView(methods: [HTTPRequest.Method], allow: String) {
        let script = Script(allowing: methods) { _ throws(Failure) in fatalError() }
        let response = TestClient(script).send(.options, "/")
        #expect(response.status == 204)
        #expect(response.headers[.allow] == allow)
        #expect(response.headers[.contentLength] == nil && response.body == [])
    }

    @Test func leavesOPTIONSToAViewThatWantsIt() {
        #expect(TestClient(echo([.get, .options])).send(.options, "/").text == "OPTIONS")
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "TRACE", "CONNECT", "get", "BREW", "__proto__"])
    func refusesOtherMethodsAndSaysWhichItTakes(method: String) {
        let client = TestClient(echo([.get]))
        let response = client.send(HTTPRequest.Method(method)!, "/")
        #expect(response.status == 405)
        #expect(response.headers[.allow] == "GET, HEAD, OPTIONS")
        #expect(client.log.hasSuffix("] 405 This page answers GET, HEAD, OPTIONS, and not \(method).\n"))
    }

    @Test func refusesHEADWherePOSTIsAllThereIs() {
        let response = TestClient(echo([.post])).send(.head, "/")
        #expect(response.status == 405 && response.body == [])
        #expect(response.headers[.contentLength] != "0")
    }

    @Test(arguments: ["", "GE T"])
    func answersWhatIsNoRequest(method: String) {
        let client = TestClient(echo([.get]))
        client.environment["REQUEST_METHOD"] = method
        #expect(client.get("/").status == 400)
    }

    @Test func asksTheSiteForAnErrorPage() {
        let script = Script(allowing: [.get]) { report, request in
            var page = Response.html("<h1>Ours: \(report.message) \(request.requestID == report.requestID)</h1>")
            page.setCookie(Cookie(name: "kept", value: "1")!)
            return page
        } view: { _ throws(Failure) in
            throw .database(DatabaseError(.busy, "database is locked"))
        }
        let client = TestClient(script)
        let response = client.get("/")
        #expect(response.status == 503)
        #expect(response.headers[.retryAfter] == "30")
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.text.hasPrefix("<h1>Ours: The site cannot") && response.text.hasSuffix("true</h1>"))
        #expect(client.cookies["kept"] == "1")
        #expect(client.send(.post, "/").text.contains("Ours"))
    }

    @Test func showsDetailsOnlyWhenTold() {
        for shows in [false, true] {
            let script = Script { request throws(Failure) in
                request.showsErrorDetails = shows
                throw .configuration(ConfigurationError("no <secret> key"))
            }
            let client = TestClient(script)
            let response = client.get("/")
            #expect(response.status == 500)
            #expect(response.text.contains("no &lt;secret&gt; key") == shows)
            #expect(client.log.hasSuffix("] 500 configuration: no <secret> key\n"))
        }
    }

    @Test func closesWhatTheViewOpenedBeforeItAnswers() {
        final class Resource {
            var onClose: () -> Void = {}
            deinit { onClose() }
        }
        var isClosed = false
        let script = Script { _ throws(Failure) in
            let resource = Resource()
            resource.onClose = { isClosed = true }
            return .text(withExtendedLifetime(resource) { "open" })
        }
        _ = script.answer(Environment(["REQUEST_METHOD": "GET"]), body: .bytes([])) { _ in }
        #expect(isClosed)
    }

    private func echo(_ methods: [HTTPRequest.Method]) -> Script {
        Script(allowing: methods) { request throws(Failure) in .text(request.method.rawValue) }
    }
}
