import Testing

@testable import CGIKit

/// What the vectors do not have; the answers are those of WTForms, email-validator and Python.
@Suite struct ValidatorTests {
    private final class OneFieldForm: Form {
        let field: Field

        convenience init(_ field: Field, _ text: String?) {
            self.init(field, FormData(text.map { [("f", $0)] } ?? []))
        }

        init(_ field: Field, _ formData: FormData) {
            self.field = field
            super.init(formData)
        }

        override var fields: [Field] { [field] }
    }

    private func errors(_ text: String?, _ validators: Validator...) -> [String] {
        let form = OneFieldForm(StringField("f", "Field", validators), text)
        _ = form.validate()
        return form.field.errors
    }

    @Test(arguments: [
        ("zoe@ＥＸＡＭＰＬＥ．com", true), ("zoe@exämple。com", true), ("a@xn--4dbc.com", true), ("x@l·l.cat", true),
        ("x@カ・ー.jp", true), ("zoë@faß.de", true), ("a@b.-c.de", false), ("x@a·l.cat", false), ("a@xn--.com", false),
        ("a@xn--exmple1-cua.com", false), ("a@xn--4dbc.1.com", false), ("x@אב1.com", true), ("x@1אב.com", false),
        ("x@٣٤.com", false), ("x@a\u{301}.com", true), ("x@\u{301}a.com", false), ("\u{301}x@a.com", false),
        ("a@xn--é.com", false), ("a@例--子.com", true), ("a@例子--.com", false), ("a@xé--b.com", false),
        ("a@éx--b.com", false), ("a\u{A0}b@c.de", false), ("\"a b\"@c.de", false), ("Zoe <a@b.de>", false),
    ])
    func email(text: String, isValid: Bool) {
        #expect(errors(text, .email()).isEmpty == isValid)
    }

    @Test func emailSaysWhatIsWrongIfAsked() {
        #expect(errors("a b@c.de", .email(granularMessage: true))[0].contains("SPACE"))
        #expect(
            errors("a@b.local", .email(granularMessage: true)) == [
                "The part after the @-sign is a special-use or reserved name that cannot be used with email."
            ])
        #expect(errors("a", .email(message: "No.", granularMessage: true)) == ["No."])
    }

    @Test(arguments: [
        ("http://exämple.com:/", true), ("http://例子。广告", true), ("http://ex👍mple.com", true),
        ("http://a@/", false), ("http://:@x.org", true), ("http://:x@x.org", false), ("http://x.org:65535", true),
        ("http://x.org:65536", false), ("http://x.org:٣", false), ("http://[fe80::1%eth0]/", true),
        ("http://[1.2.3.4]/", false), ("http://x]/", false), ("http://℀.org/", false), ("http://xn--é.org", false),
        ("http://x.xn--", false), ("http://-x.org", false), ("http://x.o-g", false), ("1http://x.org", false),
    ])
    func url(text: String, isValid: Bool) {
        #expect(errors(text, .url()).isEmpty == isValid)
    }

    @Test(arguments: [
        ("1:2:3:4:5:6:1.2.3.4", true), ("1::", true), ("::", true), ("::8", true), ("1:2:3:4:5:6:7::", true),
        ("1:2:3:4:5:6:7:8:9", false), ("1::2::3", false), ("1:2:3:4:5:6:7:8::", false), (":1:2:3:4:5:6:7", false),
        ("12345::", false), ("::1.2.3", false), ("::%", false), ("::1%a%b", false), ("::1/64", false), ("", false),
    ])
    func ipv6(text: String, isValid: Bool) {
        #expect(errors(text, .ipAddress(ipv4: false, ipv6: true)).isEmpty == isValid)
    }

    @Test func validatorsRunInOrderUntilOneStops() {
        let shout = Validator.custom { (_, field) throws(ValidationError) in throw ValidationError("1") }
        let stop = Validator.custom { (_, field) throws(ValidationError) in throw .stop("2") }
        #expect(errors("x", shout, shout, stop, shout) == ["1", "1", "2"])
        #expect(errors("", shout, .optional(), shout) == [])
        #expect(errors(nil, shout, .inputRequired()) == ["This field is required."])
    }

    @Test func messagesAreFilledAsByPython() {
        #expect(errors("x", .length(min: 2, message: "%(min)d %(max)d %% %(other)s %")) == ["2 -1 % %(other)s %"])
        #expect(errors("x", .dataRequired(), .anyOf(["a", 1, 2.5], message: "%(values)s")) == ["a, 1, 2.5"])
    }

    @Test func filtersRunBeforeValidators() {
        let form = OneFieldForm(
            StringField("f", nil, [.length(max: 1)], filters: [.strip, .lowercase]), " \u{3000}A\n")
        #expect(form.validate())
        #expect(form.field.value == "a")
        let refusing = Filter { (_) throws(ValidationError) in throw ValidationError("unfit") }
        let unfit = OneFieldForm(StringField("f", filters: [refusing, .strip]), "x")
        #expect(!unfit.validate())
        #expect(unfit.field.errors == ["unfit"])
    }

    @Test(arguments: [
        (["a.jpg"], [String]()), (["A.JPG", "b.png"], []), ([], ["This field is required."]),
        (["a.gif"], ["File does not have an approved extension: jpg, png"]),
        (["jpg"], ["File does not have an approved extension: jpg, png"]),
        (["123456.jpg"], ["File must be between 0 and 6 bytes."]),
    ])
    func files(names: [String], expected: [String]) throws {
        var formData = FormData()
        for name in names {
            let upload = FileUpload(name: "f", filename: name, contentType: "image/jpeg")
            // As many bytes as the name before the dot and two has.
            try upload.append(Array(name.utf8.dropLast(3))[...])
            formData.append(upload)
        }
        let field = MultipleFileField("f", nil, [.fileRequired(), .fileAllowed(["jpg", "png"]), .fileSize(max: 6)])
        let form = OneFieldForm(field, formData)
        #expect(form.validate() == expected.isEmpty)
        #expect(field.errors == expected)
    }
}
