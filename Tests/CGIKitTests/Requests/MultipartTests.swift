import CGIKit
import CGIKitTesting
import Foundation
import Testing

@Suite struct MultipartTests {
    private static let parts = [
        TestPart("name", "Zoë"),
        TestPart("empty", ""),
        TestPart("lines", "\r\n--test-boundar\r\n--\r\n"),
        TestPart("name", "second"),
        TestPart("picture", filename: "a.png", contentType: "image/png", bytes: Array(0...255)),
        TestPart("none", filename: "", bytes: []),
    ]

    @Test(arguments: [1, 2, 3, 7, 64, .max])
    func readsFieldsAndFilesWhereverChunksEnd(chunk: Int) throws {
        let form = try request(body: .multipart(MultipartTests.parts), chunk: chunk).form()
        #expect(form.fields.map { $0.name } == ["name", "empty", "lines", "name"])
        #expect(form["name"] == "Zoë")
        #expect(form["empty"] == "")
        #expect(form["lines"] == "\r\n--test-boundar\r\n--\r\n")
        #expect(form.values("name") == ["Zoë", "second"])
        let picture = try #require(form.file("picture"))
        #expect(picture.filename == "a.png")
        #expect(picture.contentType == "image/png")
        #expect(picture.size == 256)
        #expect(try picture.contents() == Array(0...255))
        #expect(try picture.read(from: 250, count: 100) == Array(250...255))
        #expect(try picture.read(from: 300, count: 1) == [])
        let none = try #require(form.files("none").first)
        #expect(none.filename == "" && none.size == 0)
        #expect(try none.contents() == [])
    }

    @Test func savesAFileOnceAndForItsUserOnly() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let form = try request(body: .multipart([TestPart("f", filename: "x", bytes: bytes)])).form()
        let path = NSTemporaryDirectory() + "/" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        try form.file("f")!.save(to: path)
        #expect(try [UInt8](Data(contentsOf: URL(filePath: path))) == bytes)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(throws: SystemError("open", path, .exists)) { try form.file("f")!.save(to: path) }
    }

    @Test(arguments: [
        (#"form-data; name="a""#, "a", nil),
        (#"Form-Data; NAME=a"#, "a", nil),
        (#"form-data; name="a\"b%22c%0D%0Ad%41""#, "a\"b\"c%0D%0Ad%41", nil),
        (#"form-data; name="a"; filename="C:\dir\b.txt""#, "a", #"C:\dir\b.txt"#),
        (#"form-data; name=""; filename="é;.txt""#, "", "é;.txt"),
    ])
    func readsNamesAsBrowsersWriteThem(disposition: String, name: String, filename: String?) throws {
        let form = try request(body: body("--b\r\ncontent-DISPOSITION:\(disposition)\r\nX-Y: z\r\n\r\nv\r\n--b--"))
            .form()
        #expect((form.fields.first?.name ?? form.files.first?.name) == name)
        #expect(form.files.first?.filename == filename)
    }

    @Test(arguments: [
        "--b--", "--b--\r\n", "preamble\r\n--b--epilogue", "--b--\r\n--b\r\n", "x--b--",
    ])
    func takesAFormWithoutParts(text: String) throws {
        #expect(try request(body: body(text)).form().isEmpty)
    }

    @Test func skipsPreamblePaddingAndEpilogue() throws {
        let text =
            "pre\r\namble\r\n--b \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\nepi\r\n--b\r\n"
        #expect(try request(body: body(text), chunk: 1).form()["a"] == "1")
    }

    @Test(arguments: [
        ("", "it ends before its last boundary"),
        ("--b", "it ends before its last boundary"),
        ("--b-", "it ends before its last boundary"),
        ("--b\r\n", "it ends before its last boundary"),
        ("no boundary at all", "it ends before its last boundary"),
        ("--bb--\r\n", "it ends before its last boundary"),
        ("--b x\r\n\r\n\r\n--b-", "it ends before its last boundary"),
        ("--b\r\n\r\nv\r\n--b--", "it ends before its last boundary"),
        ("--b\r\n\r\n\r\n--b--", "a part has no Content-Disposition"),
        ("--b\r\nX: y\r\n\r\nv\r\n--b--", "a part has no Content-Disposition"),
        ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nv", "it ends before its last boundary"),
        ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nv--b--", "it ends before its last boundary"),
        ("--b\r\nX: \(String(repeating: "x", count: 9000))\r\n\r\nv\r\n--b--", "a part's headers are too long"),
        ("--b\r\n\(String(repeating: "X: y\r\n", count: 3000))\r\n--b--", "a part's headers are too long"),
        // More padding than a line has, so that this line is none.
        ("--b\(String(repeating: " ", count: 2000))\r\n", "it ends before its last boundary"),
    ])
    func refusesWhatIsMalformed(text: String, reason: String) throws {
        for chunk in [text.utf8.count < 1000 ? 1 : 500, .max] {
            let request = try request(body: body(text), chunk: chunk)
            let refusal = refusal { _ = try request.form() }
            #expect(refusal == "400 The multipart form is malformed: \(reason).")
        }
    }

    @Test(arguments: ["", "; boundary=", "; boundary=\"\"", "; boundary=" + String(repeating: "b", count: 71)])
    func wantsABoundary(parameter: String) throws {
        let request = try request(body: TestBody(Array("--b--".utf8), contentType: "multipart/form-data" + parameter))
        #expect(refusal { _ = try request.form() }.hasPrefix("400 "))
    }

    @Test func refusesBadText() throws {
        let bad: [[UInt8]] = [[0xFF], [0xC3], [0]]
        for bytes in bad {
            let value = bodyOf(name: Array("a".utf8), value: bytes)
            #expect(refusal { _ = try request(body: value).form() }.hasSuffix("in a field of the form."))
            let name = bodyOf(name: bytes, value: [])
            #expect(refusal { _ = try request(body: name).form() }.hasSuffix("in a header of the form."))
        }
    }

    @Test func limitsPartsAndMemoryButNotFiles() throws {
        let limits = RequestLimits(formMemorySize: 100, formParts: 3)
        let file = TestPart("f", filename: "x", bytes: [UInt8](repeating: 1, count: 5000))
        #expect(try request(body: .multipart([file, TestPart("a", "b")]), limits: limits).form().files[0].size == 5000)
        let parts = (0..<4).map { TestPart("p\($0)", "") }
        let many = try request(body: .multipart(parts), limits: limits)
        #expect(refusal { _ = try many.form() } == "413 The form has more than 3 parts.")
        let long = TestPart("a", String(repeating: "x", count: 51))
        let big = try request(body: .multipart([long, long]), chunk: 10, limits: limits)
        #expect(refusal { _ = try big.form() } == "413 The form's fields may have at most 100 bytes.")
    }

    private func body(_ text: String) -> TestBody {
        TestBody(Array(text.utf8), contentType: "multipart/form-data; boundary=b")
    }

    private func bodyOf(name: [UInt8], value: [UInt8]) -> TestBody {
        let head = Array("--b\r\nContent-Disposition: form-data; name=\"".utf8) + name
        let bytes = head + Array("\"\r\n\r\n".utf8) + value + Array("\r\n--b--".utf8)
        return TestBody(bytes, contentType: "multipart/form-data; boundary=b")
    }
}
