import CSystem

/// Numbers as text and back.
enum NumberText {
    /// C's `printf` of a number: conversion `e`, `f` or `g`.
    static func formatted(_ value: Double, _ conversion: UInt8, precision: Int) -> String {
        var buffer = [CChar](repeating: 0, count: 400 + precision)
        let count = csystem_format_double(&buffer, buffer.count, CChar(conversion), CInt(precision), value)
        return String(utf8: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) })
    }

    /// A decimal number with nothing around it: C's `strtod`.
    static func double(_ bytes: [UInt8]) -> Double? {
        var text = bytes.map { CChar(bitPattern: $0) }
        text.append(0)
        return text.withUnsafeBufferPointer { buffer in
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(buffer.baseAddress!, &end)
            return end == UnsafeMutablePointer(mutating: buffer.baseAddress! + bytes.count) ? value : nil
        }
    }

    /// Python's `float(text)`.
    static func pythonDouble(_ text: String) -> Double? {
        guard var digits = cleanDigits(text) else { return nil }
        var isNegative = false
        if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            digits.removeFirst()
        }
        switch String(utf8: digits).lowercased() {
        case "inf", "infinity": return isNegative ? -.infinity : .infinity
        case "nan": return .nan
        default: break
        }
        guard let first = digits.first, first == UInt8(ascii: ".") || (48...57).contains(first) else { return nil }
        for byte in digits {
            switch byte {
            case 48...57, UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
                break
            default: return nil
            }
        }
        return double(digits).map { isNegative ? -$0 : $0 }
    }

    /// Python's `int(text, base)`; base 0 reads the prefix.
    static func pythonInteger(_ text: String, base: Int = 10) -> Value? {
        guard var digits = cleanDigits(text), base == 0 || (2...36).contains(base) else { return nil }
        var isNegative = false
        if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            digits.removeFirst()
        }
        var radix = UInt32(base)
        if digits.count > 2, digits[0] == UInt8(ascii: "0"), let prefix = LexerRules.radix(digits[1]),
            base == 0 || radix == prefix
        {
            radix = prefix
            digits.removeFirst(2)
        } else if base == 0 {
            radix = 10
            if digits.count > 1, digits[0] == UInt8(ascii: "0"), digits.contains(where: { $0 != UInt8(ascii: "0") }) {
                return nil
            }
        }
        guard !digits.isEmpty, let number = BigInteger(digits: digits, radix: radix, isNegative: isNegative) else {
            return nil
        }
        return Value(number)
    }

    /// The characters of a number without the whitespace around it and single underscores between digits, all digits as ASCII.
    private static func cleanDigits(_ text: String) -> [UInt8]? {
        var digits: [UInt8] = []
        var afterUnderscore = false
        for scalar in Text.strip(text, nil).unicodeScalars {
            if scalar == "_" {
                guard let last = digits.last, digitValue(last) != nil, !afterUnderscore else { return nil }
                afterUnderscore = true
                continue
            }
            guard let byte = scalar.isASCII ? UInt8(scalar.value) : UnicodeText.decimalDigit(scalar).map({ 48 + $0 })
            else {
                return nil
            }
            if afterUnderscore, digitValue(byte) == nil { return nil }
            afterUnderscore = false
            digits.append(byte)
        }
        return afterUnderscore ? nil : digits
    }
}

extension Value {
    /// A whole number: small ones as `int`.
    init(_ number: BigInteger) {
        self = if let int = number.int { .int(int) } else { .big(number) }
    }
}
