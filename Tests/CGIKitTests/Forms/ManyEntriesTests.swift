import Testing

@testable import CGIKit

private final class StreetForm: Form {
    let street = StringField("street", "Street")
    override var fields: [Field] { [street] }
}

private final class ListsForm: Form {
    let lines = FieldList("lines") { StringField($0, "Line") }
    let streets = FieldList("streets") { FormField($0) { StreetForm(prefix: $0) } }
    let files = FieldList("files") { FileField($0, "File") }
    let several = SelectMultipleField("several", "Several", choices: ["a", "b", "c"])
    let one = SelectField("one", "One", choices: ["a", "b", "c"])

    override var fields: [Field] { [lines, streets, files, several, one] }
}

/// Whoever sends much must not cost more than in proportion to it.
@Suite struct ManyEntriesTests {
    @Test(
        arguments: [
            ("lines-", ""), ("lines-0", ""), ("streets-", "-street"), ("several", nil), ("one", nil), ("none", nil),
        ] as [(String, String?)])
    func aFormOfManyFields(name: String, suffix: String?) {
        let growth = growth { count in
            let names = (0..<count).map { number in suffix.map { "\(name)\(number)\($0)" } ?? name }
            let data = FormData(names.enumerated().map { (name: $0.element, value: "v\($0.offset)") })
            return { _ = ListsForm(data).validate() }
        }
        #expect(growth < tooMuchGrowth)
    }

    @Test func aListOfManyEntriesHasThemAll() {
        let data = FormData((0..<100_000).reversed().map { (name: "lines-\($0)", value: "v\($0)") })
        let lines = ListsForm(data).lines
        #expect(lines.entries.count == 100_000)
        #expect(lines.entries[99_999].data == "v99999" && lines.entries[99_999].name == "lines-99999")
    }

    @Test func anEntryGetsItsFilesAndFields() {
        var data = FormData([("files-7", "x"), ("files-3", "y"), ("files-03", "z")])
        for name in ["files-3", "files-5", "files-7"] {
            data.append(FileUpload(name: name, filename: name, contentType: "text/plain"))
        }
        // As with WTForms, files alone make no entry.
        let form = ListsForm(data)
        #expect(form.files.entries.map { $0.value.text } == ["files-3", "files-7"])
    }

    @Test func wrongChoicesAreNamedUpToAHundred() {
        let form = ListsForm(FormData((0..<100_000).map { (name: "several", value: "\($0)") }))
        #expect(!form.validate())
        #expect(form.several.errors[0].hasPrefix("'0', '1', "))
        #expect(form.several.errors[0].hasSuffix("'99', '…' are not valid choices for this field."))
        let hundred = ListsForm(FormData((0..<100).map { (name: "several", value: "\($0)") }))
        #expect(
            !hundred.validate() && hundred.several.errors[0].hasSuffix("'99' are not valid choices for this field."))
    }

    @Test func parametersOfAHeader() {
        let growth = growth { count in
            let text = "form-data; name=\"n\"" + (0..<count).map { "; p\($0)=x" }.joined()
            return { #expect(HeaderParameters(text)["name"] == "n") }
        }
        #expect(growth < tooMuchGrowth)
    }

    @Test func namesAndCookiesInAHeader() {
        let growth = growth { count in
            let header = CookieHeader((0..<count).map { "c\($0)=\"\\" }.joined(separator: "\";"))
            return { _ = (header["nobody"], header.all.count) }
        }
        #expect(growth < tooMuchGrowth)
    }

    /// A body that comes byte by byte.
    @Test(arguments: ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
    func aBodyInLittlePieces(type: String) {
        let growth = growth { count in
            let text = String(repeating: "x", count: count)
            let body =
                type.hasPrefix("multipart")
                ? "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\(text)\r\n--b--\r\n" : "a=\(text)"
            let environment = Environment([
                "REQUEST_METHOD": "POST", "CONTENT_TYPE": type, "CONTENT_LENGTH": String(body.utf8.count),
            ])
            return {
                let request = try! Request(environment, body: .bytes(Array(body.utf8), chunk: 1))
                #expect(try! request.form()["a"]?.utf8.count == count)
            }
        }
        #expect(growth < tooMuchGrowth)
    }
}
