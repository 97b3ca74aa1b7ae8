import CGIKit
import CGIKitTesting
import HTTPTypes
import Testing

@Suite struct BodyTests {
    @Test(arguments: [
        "+4", "-1", "-0", " 4", "4 ", "4,4", "4, 4", "4x", "0x4", "4.0", "1e1", "٤", "9223372036854775808",
        "99999999999999999999999999",
    ])
    func refusesAMalformedLength(length: String) throws {
        let request = try request(["CONTENT_LENGTH": length], body: TestBody(Array("a=bc".utf8)))
        #expect(refusal { _ = try request.bytes() } == "400 The Content-Length is malformed.")
    }

    @Test(arguments: ["POST", "PUT", "PATCH"])
    func wantsALength(method: String) throws {
        for variables in [[:], ["CONTENT_LENGTH": ""], ["HTTP_TRANSFER_ENCODING": "chunked"]] {
            let request = try request(variables.merging(["REQUEST_METHOD": method]) { $1 })
            #expect(refusal { _ = try request.bytes() }.hasPrefix("411 "))
        }
    }

    @Test(arguments: ["GET", "HEAD", "DELETE"])
    func needsNoLengthWhereBodiesAreUnusual(method: String) throws {
        #expect(try request(["REQUEST_METHOD": method]).bytes() == [])
        #expect(try request(["REQUEST_METHOD": method]).form().isEmpty)
        let chunked = try request(["REQUEST_METHOD": method, "HTTP_TRANSFER_ENCODING": "chunked"])
        #expect(refusal { _ = try chunked.bytes() }.hasPrefix("411 "))
    }

    @Test func refusesALongBodyBeforeReadingOneByte() throws {
        let input = BodyInput { _ in
            Issue.record("The body was read.")
            return 0
        }
        for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"] {
            let request = try Request(
                Environment(["REQUEST_METHOD": "POST", "CONTENT_LENGTH": "11", "CONTENT_TYPE": type]), body: input,
                limits: RequestLimits(contentLength: 10))
            if type == "text/plain" {
                #expect(refusal { _ = try request.bytes() } == "413 The body may have at most 10 bytes here.")
            } else {
                #expect(refusal { _ = try request.form() } == "413 The body may have at most 10 bytes here.")
            }
        }
    }

    @Test func readsNotAByteBeyondTheLength() throws {
        let request = try request(["CONTENT_LENGTH": "3"], body: TestBody(Array("abcdef".utf8)))
        #expect(try request.bytes() == Array("abc".utf8))
    }

    @Test(arguments: [1, 2, 5, 100])
    func readsABodyThatArrivesInPieces(chunk: Int) throws {
        let request = try request(body: TestBody(Array("hello".utf8)), chunk: chunk)
        #expect(try request.bytes() == Array("hello".utf8))
        #expect(try request.bytes() == Array("hello".utf8))
    }

    @Test func refusesABodyThatEndsEarlyEachTimeItIsAskedFor() throws {
        let request = try request(["CONTENT_LENGTH": "9"], body: .form([("a", "bc")]))
        #expect(refusal { _ = try request.form() } == "400 The body ends 5 bytes before its announced length.")
        #expect(refusal { _ = try request.form() } == "400 The body ends 5 bytes before its announced length.")
        #expect(refusal { _ = try request.bytes() } == "400 The body ends 5 bytes before its announced length.")
    }

    @Test(arguments: [
        "application/json", "application/json; charset=utf-8", "Application/JSON", "application/problem+json",
    ])
    func handsOverJSON(type: String) throws {
        #expect(try request(body: TestBody(Array("{}".utf8), contentType: type)).jsonBytes() == Array("{}".utf8))
    }

    @Test(arguments: [nil, "", "text/json", "text/plain", "application/x-www-form-urlencoded"])
    func refusesOtherTypesAsJSON(type: String?) throws {
        let request = try request(body: TestBody(Array("{}".utf8), contentType: type))
        #expect(refusal { _ = try request.jsonBytes() } == "415 The body's type must be application/json.")
    }

    @Test(arguments: [nil, "", "text/plain", "application/json", "multipart/mixed; boundary=a"])
    func refusesOtherTypesAsAForm(type: String?) throws {
        let request = try request(body: TestBody(Array("a=b".utf8), contentType: type))
        #expect(refusal { _ = try request.form() }.hasPrefix("415 "))
    }

    @Test(arguments: ["text", "text/plain; x", ";", "; a=b"])
    func refusesAMalformedContentType(type: String) throws {
        let request = try request(body: TestBody(Array("a=b".utf8), contentType: type))
        #expect(refusal { _ = try request.form() }.hasPrefix(type.hasPrefix("t") ? "415 " : "400 The Content-Type"))
    }

    @Test func takesNothingForAnEmptyForm() throws {
        #expect(try request(body: TestBody([])).form().isEmpty)
    }

    @Test func handsOverTheBytesOfAFormToo() throws {
        let form = TestBody.form([("a", "b c")])
        let after = try request(body: form)
        #expect(try after.form()["a"] == "b c")
        #expect(try after.bytes() == form.bytes)
        let multipart = TestBody.multipart([TestPart("a", "b c")])
        let before = try request(body: multipart)
        #expect(try before.bytes() == multipart.bytes)
        #expect(try before.form()["a"] == "b c")
    }
}
