import CGIKit
import CGIKitTesting
import Testing

@Suite struct URLEncodedTests {
    @Test(arguments: [
        ("", ""),
        ("a=b", "a=b"),
        ("a=b&c=d", "a=b|c=d"),
        ("a", "a="),
        ("=b", "=b"),
        ("a=", "a="),
        ("&&a=b&", "a=b"),
        ("a=b=c", "a=b=c"),
        ("a=1&a=2", "a=1|a=2"),
        ("a+b=c+d%2B", "a b=c d+"),
        ("%C3%AB=%e2%82%ac", "ë=€"),
        ("a=%26%3D%25", "a=&=%"),
        ("a=b;c=d", "a=b;c=d"),
        ("a=%0D%0A", "a=\r\n"),
        ("a=ë", "a=ë"),
    ])
    func readsQueriesAndForms(text: String, fields: String) throws {
        let query = try request(["QUERY_STRING": text]).query
        #expect(query.fields.map { "\($0.name)=\($0.value)" }.joined(separator: "|") == fields)
        let body = TestBody(Array(text.utf8), contentType: "application/x-www-form-urlencoded")
        let form = try request(body: body, chunk: 1).form()
        #expect(form.fields.map { "\($0.name)=\($0.value)" }.joined(separator: "|") == fields)
    }

    @Test(arguments: [
        ("a=%", "Bad percent-encoding in the form, byte 3."),
        ("a=%4", "Bad percent-encoding in the form, byte 3."),
        ("a=b&c=%zz", "Bad percent-encoding in the form, byte 7."),
        ("%4g=a", "Bad percent-encoding in the form, byte 1."),
        ("a=%4&1=b", "Bad percent-encoding in the form, byte 3."),
        ("a=%+1", "Bad percent-encoding in the form, byte 3."),
        ("a=%u0041", "Bad percent-encoding in the form, byte 3."),
        ("a=%00", "NUL byte in the form."),
        ("%00", "NUL byte in the form."),
        ("a=\u{0}", "NUL byte in the form."),
        ("a=%FF", "Bad UTF-8 in the form."),
        ("%C3=%AB", "Bad UTF-8 in the form."),
        ("a=%C0%80", "Bad UTF-8 in the form."),
        ("a=%ED%A0%80", "Bad UTF-8 in the form."),
        ("a=%F4%90%80%80", "Bad UTF-8 in the form."),
    ])
    func refusesWhatIsMalformed(text: String, message: String) throws {
        let body = TestBody(Array(text.utf8), contentType: "application/x-www-form-urlencoded")
        let form = try request(body: body)
        #expect(refusal { _ = try form.form() } == "400 " + message)
        let query = try request(["QUERY_STRING": text])
        #expect(refusal { _ = try query.query }.hasPrefix("400 "))
    }

    @Test func limitsTheFields() throws {
        let limits = RequestLimits(formMemorySize: 20, formParts: 3)
        let three = try request(body: .form([("a", "1"), ("b", "2"), ("c", "3")]), limits: limits)
        #expect(try three.form().fields.count == 3)
        for text in ["a&b&c&d", "a&&&d", "&&&&"] {
            let body = TestBody(Array(text.utf8), contentType: "application/x-www-form-urlencoded")
            let four = try request(body: body, limits: limits)
            #expect(refusal { _ = try four.form() } == "413 More than 3 fields in the form.")
            let query = try request(["QUERY_STRING": text], limits: limits)
            #expect(refusal { _ = try query.query } == "413 More than 3 fields in the query string.")
        }
        let long = try request(body: .form([("a", String(repeating: "x", count: 19))]), limits: limits)
        #expect(refusal { _ = try long.form() } == "413 The body may have at most 20 bytes here.")
    }

    @Test func tellsCanonicallyEquivalentNamesApart() throws {
        let query = try request(["QUERY_STRING": "e%CC%81=two&%C3%A9=one"]).query
        #expect(query["\u{E9}"] == "one")
        #expect(query["e\u{301}"] == "two")
        #expect(query.values("\u{E9}") == ["one"])
    }
}

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        // As Werkzeug 3.1 builds addresses.
        (PercentEncoding.Place.path, "a/b c+d&e=f?#%ë\n", "a/b%20c+d&e=f%3F%23%25%C3%AB%0A"),
        (.pathSegment, "a/b c+d&e=f?#%ë\n", "a%2Fb%20c+d&e=f%3F%23%25%C3%AB%0A"),
        (.query, "a/b c+d&e=f?#%ë\n", "a/b+c%2Bd%26e%3Df?%23%25%C3%AB%0A"),
        (.query, "-._~!$'()*,:;@[]\"<>\\^`{|}", "-._~!$'()*,:;@%5B%5D%22%3C%3E%5C%5E%60%7B%7C%7D"),
    ])
    func encodesWhatMayNotStandThere(place: PercentEncoding.Place, text: String, encoded: String) {
        var url: [UInt8] = []
        PercentEncoding.encode(text, allowing: place, into: &url)
        #expect(String(decoding: url, as: UTF8.self) == encoded)
    }
}
