import CSystem

/// Reads what Python's `int(text)` reads: whitespace around, a sign, `_` between digits, digits of any script. A number too big
/// for `Int` is a decimal; more than 4300 digits are refused, as by Python.
func pythonInteger(_ text: String) -> FieldValue? {
    guard let ascii = numberASCII(text) else { return nil }
    var reader = NumberReader(ascii)
    let isNegative = reader.readSign()
    guard let digits = reader.readGroupedDigits(), reader.isAtEnd, digits.count <= 4300 else { return nil }
    var int = 0
    for digit in digits {
        let (tenfold, overflows) = int.multipliedReportingOverflow(by: 10)
        let digit = Int(digit - UInt8(ascii: "0"))
        let (sum, overflowsToo) =
            isNegative ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
        if overflows || overflowsToo {
            return .decimal(DecimalNumber(isNegative: isNegative, digits: digits, exponent: 0))
        }
        int = sum
    }
    return .int(int)
}

/// Reads what Python's `float(text)` reads, `nan` and `infinity` too.
func pythonFloat(_ text: String) -> Double? {
    guard let ascii = numberASCII(text) else { return nil }
    var reader = NumberReader(ascii)
    let isNegative = reader.readSign()
    if reader.readWord("infinity") || reader.readWord("inf") {
        return reader.isAtEnd ? (isNegative ? -.infinity : .infinity) : nil
    }
    if reader.readWord("nan") { return reader.isAtEnd ? .nan : nil }
    let whole = reader.readGroupedDigits()
    var fraction: [UInt8]?
    if reader.read(UInt8(ascii: ".")) { fraction = reader.readGroupedDigits() }
    guard whole != nil || fraction != nil else { return nil }
    if reader.read(UInt8(ascii: "e")) || reader.read(UInt8(ascii: "E")) {
        _ = reader.readSign()
        guard reader.readGroupedDigits() != nil else { return nil }
    }
    guard reader.isAtEnd else { return nil }
    return parsedDouble(ascii.filter { $0 != UInt8(ascii: "_") })
}

/// The number that `strtod` reads; the text was checked before.
func parsedDouble(_ ascii: [UInt8]) -> Double {
    (ascii + [0]).withUnsafeBytes { strtod($0.baseAddress!.assumingMemoryBound(to: CChar.self), nil) }
}

/// A number with fixed decimal places, as Python's `"%.2f" % number`.
func fixedText(of double: Double, places: Int) -> String {
    NumberText.formatted(double, UInt8(ascii: "f"), precision: places)
}
