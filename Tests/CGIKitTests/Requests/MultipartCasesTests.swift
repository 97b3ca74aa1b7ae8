import CGIKit
import CGIKitTesting
import Foundation
import Testing

/// Forms as Werkzeug reads them; Tests/Tools/differential/multipart.py makes the table. What Werkzeug takes for no form, or reads
/// with signs that stand for damage, is refused here: `docs/http.md` says which.
@Suite struct MultipartCasesTests {
    @Test(arguments: [1, 7, .max])
    func isReadAsWerkzeugReadsIt(chunk: Int) throws {
        let cases = try vectors("multipart_cases.json", "cases")
        var read = 0
        for row in cases {
            let body = Array(Data(base64Encoded: row["body"]!.string!)!)
            let sent = TestBody(body, contentType: row["type"]!.string!)
            let form = try? request(body: sent, chunk: chunk).form()
            let comment = Comment(
                rawValue: "\(sent.contentType ?? ""): \(String(decoding: body, as: UTF8.self).debugDescription)")
            guard let expected = Self.expected(row["form"]!) else {
                let answer = refusal { _ = try request(body: sent, chunk: chunk).form() }
                #expect(answer.hasPrefix("400 "), comment)
                continue
            }
            read += 1
            let fields = try #require(form, comment).fields.map { [$0.name, $0.value] }
            #expect(fields == expected.fields, comment)
            let files = try form!.files.map { [$0.name, $0.filename, Data(try $0.contents()).base64EncodedString()] }
            #expect(files == expected.files, comment)
        }
        #expect(read > cases.count / 3)
    }

    private static func expected(_ form: JSONValue) -> (fields: [[String]], files: [[String]])? {
        guard !form.isNull else { return nil }
        let lists = ["fields", "files"].map { list in form[list]!.array!.map { $0.array!.map { $0.string! } } }
        // NUL bytes, and what is not the text that it says it is.
        let names = lists[1].flatMap { $0.prefix(2) }
        let isDamaged = (lists[0].flatMap { $0 } + names).contains {
            $0.unicodeScalars.contains { $0 == "\0" || $0 == "\u{FFFD}" }
        }
        return isDamaged ? nil : (lists[0], lists[1])
    }

    /// As many parts, headers as long and lines as many as a form can have, in pieces as small as can be.
    @Test(.timeLimit(.minutes(1)), arguments: [1, 4096])
    func costsWhatItHolds(chunk: Int) throws {
        let head = "--b\r\nContent-Disposition: form-data; name=a"
        let size = chunk == 1 ? 100_000 : 1_000_000
        let large: [(String, Int?)] = [
            (String(repeating: "\(head)\r\n\r\nv\r\n", count: 1000) + "--b--", 1000),
            (
                String(repeating: "\(head)\r\nX: \(String(repeating: "x", count: 8000))\r\n\r\n", count: size / 8100)
                    + "--b--", size / 8100
            ),
            ("\(head)\r\n\r\n" + String(repeating: "\r", count: size / 3) + "\r\n--b--", 1),
            ("\(head)\r\n\r\n" + String(repeating: "\n--", count: size / 9) + "\r\n--b--", 1),
            ("\(head)\r\n\r\n" + String(repeating: "\n--bx", count: size / 15) + "\r\n--b--", 1),
            (String(repeating: "-", count: size - 10), nil),
            ("--b" + String(repeating: " ", count: size - 10), nil),
            (String(repeating: "--b\r\n", count: size / 6), nil),
        ]
        for (text, fields) in large {
            let body = TestBody(Array(text.utf8), contentType: "multipart/form-data; boundary=b")
            #expect((try? request(body: body, chunk: chunk).form().fields.count) == fields)
        }
    }
}
