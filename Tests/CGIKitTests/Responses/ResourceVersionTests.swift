import CGIKit
import CGIKitTesting
import HTTPTypes
import Testing

@Suite struct ResourceVersionTests {
    private static let version = ResourceVersion(tag: "7-2", lastModified: 784_111_777)

    @Test(
        arguments: [
            (.get, [:], 200),
            (.get, [.ifNoneMatch: "W/\"7-2\""], 304),
            (.head, [.ifNoneMatch: "W/\"7-2\""], 304),
            (.get, [.ifNoneMatch: "\"7-2\""], 304),
            (.get, [.ifNoneMatch: "\"a,b\" , W/\"7-2\""], 304),
            (.get, [.ifNoneMatch: "*"], 304),
            (.get, [.ifNoneMatch: "W/\"7-3\""], 200),
            (.get, [.ifNoneMatch: "7-2"], 200),
            (.get, [.ifNoneMatch: "\"7-2"], 200),
            (.get, [.ifNoneMatch: "w/\"7-2\""], 200),
            (.get, [.ifNoneMatch: ""], 200),
            (.get, [.ifModifiedSince: "Sun, 06 Nov 1994 08:49:37 GMT"], 304),
            (.get, [.ifModifiedSince: "Sun, 06 Nov 1994 08:49:38 GMT"], 304),
            (.get, [.ifModifiedSince: "Sun, 06 Nov 1994 08:49:36 GMT"], 200),
            (.get, [.ifModifiedSince: "yesterday"], 200),
            // The tag says more than the date.
            (.get, [.ifNoneMatch: "\"old\"", .ifModifiedSince: "Sun, 06 Nov 1994 08:49:37 GMT"], 200),
            (.get, [.ifNoneMatch: "\"7-2\"", .ifModifiedSince: "Sun, 06 Nov 1994 08:49:36 GMT"], 304),
            (.post, [.ifNoneMatch: "\"7-2\""], 200),
        ] as [(HTTPRequest.Method, HTTPFields, Int)])
    func isSentToThoseWhoLackIt(method: HTTPRequest.Method, headers: HTTPFields, status: Int) {
        let client = TestClient(
            Script(allowing: [.get, .post]) { (request) throws(Failure) in
                try request.answer(Self.version) { () throws(Failure) in .text("page") }
            })
        let answer = client.send(method, "/", headers: headers)
        #expect(answer.status == status)
        #expect(answer.headers[.eTag] == "W/\"7-2\"")
        #expect(answer.headers[.lastModified] == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(answer.text == (status == 200 && method != .head ? "page" : ""))
    }

    @Test func tagCanBeAnyText() {
        let client = TestClient(
            Script { (request) throws(Failure) in
                try request.answer(ResourceVersion(tag: "ë \"x\"")) { () throws(Failure) in .text("page") }
            })
        let tag = client.get("/").headers[.eTag]
        #expect(tag == "W/\"%C3%AB%20%22x%22\"")
        #expect(client.get("/", headers: [.ifNoneMatch: tag ?? ""]).status == 304)
        #expect(
            client.get("/", headers: [.ifModifiedSince: "Sun, 06 Nov 2094 08:49:37 GMT"]).status
                == 200)
    }
}
