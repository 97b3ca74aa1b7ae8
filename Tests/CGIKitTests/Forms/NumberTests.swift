import Testing

@testable import CGIKit

/// What Python's `int`, `float` and `Decimal` say of the same text.
@Suite struct NumberTests {
    @Test(arguments: [
        ("1", "1"), (" 7\n", "7"), ("+5", "5"), ("-0", "0"), ("1_000", "1000"), ("٣٤", "34"), ("007", "7"),
        ("\u{A0}5", "5"), ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775808", "9223372036854775808"),
        ("", nil), (" ", nil), ("1.0", nil), ("1__0", nil), ("_1", nil), ("1_", nil), ("0x10", nil), ("²", nil),
        ("- 1", nil), ("\u{1C}1", nil), ("1\0", nil),
    ])
    func readsIntegers(text: String, expected: String?) {
        #expect(pythonInteger(text)?.text == expected)
    }

    @Test func refusesIntegersOfMoreThan4300Digits() {
        #expect(pythonInteger(String(repeating: "9", count: 4300)) != nil)
        #expect(pythonInteger(String(repeating: "9", count: 4301)) == nil)
    }

    @Test(arguments: [
        ("1.5", "1.5"), (".5", "0.5"), ("5.", "5.0"), ("1e3", "1000.0"), ("1_0.5", "10.5"), ("-0", "-0.0"),
        ("nan", "nan"), ("-Infinity", "-inf"), ("1e400", "inf"), ("1e16", "1e+16"),
        ("12345678901234567", "1.2345678901234568e+16"),
        ("1e22", "1e+22"), ("0.0001", "0.0001"), ("0.00001", "1e-05"), ("-1e16", "-1e+16"),
        ("9007199254740993", "9007199254740992.0"), ("", nil), (".", nil), ("1,5", nil), ("0x1p3", nil), ("1e", nil),
        ("1_.5", nil), ("infin", nil),
    ])
    func readsAndShowsFloats(text: String, expected: String?) {
        #expect(pythonFloat(text).map { PythonFloat.text(of: $0) } == expected)
    }

    @Test(arguments: [
        ("1.50", "1.50"), (" 2 ", "2"), ("1e2", "1E+2"), ("0.000001", "0.000001"), ("0.0000001", "1E-7"),
        ("-0.0", "-0.0"), ("0e5", "0E+5"), ("inf", "Infinity"), ("-nan12", "-NaN12"), ("1_2_", "12"),
        ("1e999999999999999999", "1E+999999999999999999"), ("1e9999999999999999999", nil), ("", nil), ("1,5", nil),
        ("e5", nil), (".", nil), ("1 2", nil),
    ])
    func readsAndShowsDecimals(text: String, expected: String?) {
        #expect(DecimalNumber(text)?.text == expected)
    }

    @Test(arguments: [
        ("1.005", "1.00"), ("2.675", "2.68"), ("-0.005", "-0.00"), ("0.015", "0.02"), ("12345", "12345.00"),
        ("1E+3", "1000.00"), ("1e-9", "0.00"), ("0", "0.00"), ("9.995", "10.00"), ("NaN", "NaN"),
        ("1e999999", "1E+999999"),
    ])
    func showsDecimalsWithTwoPlaces(text: String, expected: String) throws {
        #expect(try #require(DecimalNumber(text)).rounded(places: 2).text == expected)
    }

    @Test func ordersNumbersOfDifferentTypes() throws {
        let tiny = FieldValue.decimal(try #require(DecimalNumber("1e-999999999")))
        let huge = FieldValue.decimal(try #require(DecimalNumber("-1e999999999")))
        #expect(tiny.numericOrder(to: .int(0)) == .greater)
        #expect(huge.numericOrder(to: .int(.min)) == .smaller)
        #expect(FieldValue.float(0.5).numericOrder(to: .int(1)) == .smaller)
        #expect(FieldValue.float(.nan).numericOrder(to: .int(1)) == .none)
        #expect(FieldValue.text("1").numericOrder(to: .int(1)) == .none)
        #expect(FieldValue.bool(true) == .int(1))
        #expect(FieldValue.decimal(try #require(DecimalNumber("1.00"))) == .int(1))
    }
}
