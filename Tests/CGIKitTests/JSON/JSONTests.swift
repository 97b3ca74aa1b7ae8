import Testing

@testable import CGIKit

@Suite struct JSONTests {
    private func read(_ text: String, depthLimit: Int = 200, acceptsNaN: Bool = false) throws(JSONError) -> JSONValue {
        try JSONValue(json: Array(text.utf8), depthLimit: depthLimit, acceptsNaN: acceptsNaN)
    }

    @Test(arguments: [
        ("null", "null"), (" [ ] ", "[]"), ("{}", "{}"),
        ("\t{\"a\" :\r1,\n\"b\": [true , false]}", #"{"a":1,"b":[true,false]}"#),
        ("-0", "0"), ("-0.0", "-0.0"), ("1e2", "100.0"), ("1E+2", "100.0"), ("1.50", "1.5"), ("1e-7", "1e-07"),
        ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
        ("9223372036854775808", "9223372036854775808"), ("-9223372036854775809", "-9223372036854775809"),
        ("18014398509481984.0", "1.8014398509481984e+16"), ("1e999", "Infinity"),
        (#""\"\\\/\b\f\n\r\t\u00e9\ud83d\udc4d""#, "\"\\\"\\\\/\\b\\f\\n\\r\\té👍\""),
        ("\"\u{7F}\u{2028}\"", "\"\u{7F}\u{2028}\""),
        (#"{"b":1,"a":2,"b":3}"#, #"{"b":3,"a":2}"#),
        ("{\"\u{E9}\":1,\"e\u{301}\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}"),
    ])
    func readsAndWrites(text: String, written: String) throws {
        #expect(try Array(read(text).compactText.utf8) == Array(written.utf8))
    }

    @Test(arguments: [
        ("", "unexpected end", 0), ("  ", "unexpected end", 2), ("nul", "expected a value", 0),
        ("1 2", "extra data", 2),
        ("[1,]", "expected a value", 3), ("[1", "expected ',' or ']'", 2), ("{\"a\":1", "expected ',' or '}'", 6),
        ("{a:1}", "expected a name in double quotes", 1), ("{\"a\" 1}", "expected ':'", 5),
        ("{\"a\":1,}", "expected a name in double quotes", 7), ("01", "a number starts with 0", 0),
        ("-", "expected a digit", 1), ("1.", "expected a digit", 2), (".5", "expected a value", 0),
        ("1e", "expected a digit", 2), ("+1", "expected a value", 0), ("\"a", "unterminated string", 2),
        ("\"\\", "unterminated string", 2), ("\"\\x\"", "invalid escape", 1),
        ("\"a\nb\"", "control character in a string", 2),
        ("\"\\u12\"", "expected four hexadecimal digits", 5), ("\"\\ud83d\"", "lone surrogate", 1),
        ("\"\\udc4d\\ud83d\"", "lone surrogate", 1), ("\"\\ud83d\\u0041\"", "lone surrogate", 1),
        ("NaN", "expected a value", 0), ("-Infinity", "expected a digit", 1), ("[[[1]]]", "nested too deeply", 2),
        ("\u{FEFF}1", "expected a value", 0),
    ])
    func saysWhatIsWrongAndWhere(text: String, message: String, offset: Int) {
        #expect(throws: JSONError(message: message, offset: offset)) { try read(text, depthLimit: 2) }
    }

    @Test func refusesStringsThatAreNotUTF8() {
        #expect(throws: JSONError(message: "string is not UTF-8", offset: 2)) {
            try JSONValue(json: [0x22, 0xFF, 0x22])
        }
    }

    @Test func readsPythonsNumbersThatAreNone() throws {
        #expect(try read("[NaN,Infinity,-Infinity]", acceptsNaN: true).compactText == "[NaN,Infinity,-Infinity]")
    }

    @Test func writesASCIISortedByCodePoint() throws {
        let value = try read(#"{"é":"\u007f</>'&","z":"👍","a\u0000":1,"Z":[]}"#)
        let text = String(decoding: value.json(JSONStyle(sortsKeys: true, isASCII: true)), as: UTF8.self)
        #expect(text == #"{"Z":[],"a\u0000":1,"z":"\ud83d\udc4d","\u00e9":"\u007f</>'&"}"#)
    }

    @Test func ofManyRepeatedNamesTheLastCountsAtTheFirstsPlace() throws {
        let names = (0..<100_000).map { "\"k\($0 % 50_000)\":\($0)" }
        let object = try #require(try read("{" + names.joined(separator: ",") + "}").object)
        #expect(object.count == 50_000)
        #expect(object.entries[7].key == "k7")
        #expect(object.entries[7].value.int == 50_007)
    }

    @Test(
        arguments: [
            (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.1, "0.1"), (0.30000000000000004, "0.30000000000000004"),
            (123.456, "123.456"), (1e15, "1000000000000000.0"), (9_999_999_999_999_998, "9999999999999998.0"),
            (1e16, "1e+16"), (18_014_398_509_481_984, "1.8014398509481984e+16"), (1e22, "1e+22"), (1.5e300, "1.5e+300"),
            (0.0001, "0.0001"), (0.00012, "0.00012"), (0.00001, "1e-05"), (-1.25e-7, "-1.25e-07"),
            (.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"), (.infinity, "inf"), (-.infinity, "-inf"),
            (.nan, "nan"),
        ] as [(Double, String)])
    func floatsPrintAsInPython(value: Double, text: String) {
        #expect(PythonFloat.text(of: value) == text)
    }
}
