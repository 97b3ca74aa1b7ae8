import CGIKitTesting
import HTTPTypes
import Testing

@testable import CGIKit

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
            // As servers that compress make it again.
            (.get, [.ifNoneMatch: "W/\"7-2-gzip\""], 304),
            (.get, [.ifNoneMatch: "W/\"7-2\"-gzip"], 304),
            (.get, [.ifNoneMatch: "\"7-2-br\""], 304),
            (.get, [.ifNoneMatch: "W/\"7-2-zstd\", \"x\""], 304),
            (.get, [.ifNoneMatch: "\"x\"-gzip,W/\"7-2--gzip\""], 304),
            (.get, [.ifNoneMatch: "W/\"7-2;gzip\""], 304),
            (.get, [.ifNoneMatch: "W/\"7-2gzip\""], 200),
            (.get, [.ifNoneMatch: "W/\"7-2-gzip-x\""], 200),
            (.get, [.ifNoneMatch: "W/\"7-2-\""], 200),
            (.get, [.ifNoneMatch: "W/\"7-2-4\""], 200),
            (.get, [.ifNoneMatch: "W/\"7-2\"x"], 200),
            (.get, [.ifNoneMatch: " * "], 304),
            (.get, [.ifNoneMatch: "\"x\", *"], 200),
            // No tag of ours is a strong one.
            (.get, [.ifMatch: "\"7-2\""], 412),
            (.head, [.ifMatch: "\"7-2\""], 412),
            (.get, [.ifMatch: "W/\"7-2\""], 412),
            (.get, [.ifMatch: "\"a\", \"b\""], 412),
            (.get, [.ifMatch: ""], 412),
            (.get, [.ifMatch: "*"], 200),
            (.get, [.ifMatch: "*", .ifNoneMatch: "\"7-2\""], 304),
            (.get, [.ifMatch: "\"x\"", .ifNoneMatch: "\"7-2\""], 412),
            (.get, [.ifUnmodifiedSince: "Sun, 06 Nov 1994 08:49:37 GMT"], 200),
            (.get, [.ifUnmodifiedSince: "Sun, 06 Nov 1994 08:49:36 GMT"], 412),
            (.get, [.ifUnmodifiedSince: "yesterday"], 200),
            (.get, [.ifMatch: "*", .ifUnmodifiedSince: "Sun, 06 Nov 1994 08:49:36 GMT"], 200),
            (.get, [.ifUnmodifiedSince: "Sun, 06 Nov 1994 08:49:36 GMT", .ifNoneMatch: "*"], 412),
            (.get, [.range: "bytes=0-1"], 200),
            (.get, [.range: "bytes=9-", .ifRange: "W/\"7-2\""], 200),
        ] as [(HTTPRequest.Method, HTTPFields, Int)])
    func isSentToThoseWhoLackIt(method: HTTPRequest.Method, headers: HTTPFields, status: Int) {
        let client = TestClient(
            Script(allowing: [.get, .post]) { (request) throws(Failure) in
                try request.answer(Self.version) { () throws(Failure) in .text("page") }
            })
        let answer = client.send(method, "/", headers: headers)
        #expect(answer.status == status)
        guard status != 412 else {
            #expect(answer.headers[.eTag] == nil && answer.headers[.cacheControl] == "no-store")
            return
        }
        // Whoever has a page hears of it by the tag that they know.
        let known = headers[.ifNoneMatch].flatMap { EntityTagList($0).match("7-2") }
        #expect(answer.headers[.eTag] == (status == 304 ? known : nil) ?? "W/\"7-2\"")
        #expect(answer.headers[.lastModified] == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(answer.text == (status == 200 && method != .head ? "page" : ""))
    }

    @Test func keepsTheTagOfACompressedPage() {
        #expect(EntityTagList("W/\"7-2-gzip\"").match("7-2") == "W/\"7-2-gzip\"")
        #expect(EntityTagList("W/\"7-2\"-gzip").match("7-2") == "W/\"7-2\"")
        #expect(EntityTagList("W/\"7-23-gzip\"").match("7-2") == nil)
    }

    /// What has no validators matches no tag, and nothing is done where a condition fails.
    @Test(
        arguments: [
            (.get, [.ifMatch: "\"x\""], 412), (.get, [.ifMatch: "*"], 200), (.get, [.ifNoneMatch: "\"x\""], 200),
            (.get, [.ifUnmodifiedSince: "Sun, 06 Nov 1994 08:49:37 GMT"], 200),
            (.post, [.ifMatch: "\"x\""], 412), (.post, [.ifMatch: "W/\"x\""], 412), (.post, [.ifMatch: "*"], 303),
            (.post, [.ifNoneMatch: "*"], 412), (.post, [.ifNoneMatch: "\"x\""], 303),
            (.post, [.ifModifiedSince: "Sun, 06 Nov 2094 08:49:37 GMT"], 303),
            (.post, [.ifUnmodifiedSince: "Sun, 06 Nov 1994 08:49:37 GMT"], 303), (.put, [.ifMatch: "\"x\""], 405),
        ] as [(HTTPRequest.Method, HTTPFields, Int)])
    func conditionsOfPagesWithoutAVersion(method: HTTPRequest.Method, headers: HTTPFields, status: Int) {
        let client = TestClient(
            Script(allowing: [.get, .post]) { (request) throws(Failure) in
                request.method == .post ? .redirect(to: "/done") : .text("page")
            })
        #expect(client.send(method, "/", headers: headers).status == status)
        #expect(client.send(method, "/", headers: [:]).status == (method == .put ? 405 : method == .post ? 303 : 200))
    }

    @Test(arguments: [404, 302, 500])
    func conditionsOfWhatIsNoPageAreIgnored(status: Int) {
        let client = TestClient(
            Script { (_) throws(Failure) in Response(HTTPResponse.Status(code: status)) })
        #expect(client.get("/", headers: [.ifMatch: "\"x\""]).status == status)
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
