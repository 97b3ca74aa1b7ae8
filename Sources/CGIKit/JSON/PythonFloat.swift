/// Floats as Python prints them.
enum PythonFloat {
    /// Python's `repr`: the fewest digits that read back as the same number, with an exponent from 1e16 up and below
    /// 1e-4. Swift prints the same digits, but turns to exponents elsewhere.
    static func text(of value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        let (digits, pointPosition) = shortestDigits(of: value.magnitude)
        let sign = value.sign == .minus ? "-" : ""
        let exponent = pointPosition - 1
        if exponent < -4 || exponent >= 16 { return sign + scientific(digits, exponent) }
        return sign + plain(digits, pointPosition)
    }

    /// The significant digits, and how many of them stand before the decimal point (negative: zeros after it).
    private static func shortestDigits(of magnitude: Double) -> (digits: [UInt8], pointPosition: Int) {
        var digits: [UInt8] = []
        var pointPosition: Int?
        var exponent = 0
        var description = Array(magnitude.description.utf8)[...]
        if let index = description.firstIndex(of: UInt8(ascii: "e")) {
            exponent = integer(description[(index + 1)...])
            description = description[..<index]
        }
        for byte in description {
            if byte == UInt8(ascii: ".") { pointPosition = digits.count } else { digits.append(byte) }
        }
        var position = (pointPosition ?? digits.count) + exponent
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        while digits.count > 1, digits.first == UInt8(ascii: "0") {
            digits.removeFirst()
            position -= 1
        }
        return (digits, position)
    }

    private static func integer(_ text: ArraySlice<UInt8>) -> Int {
        var value = 0
        for byte in text where byte >= UInt8(ascii: "0") { value = value * 10 + Int(byte - UInt8(ascii: "0")) }
        return text.first == UInt8(ascii: "-") ? -value : value
    }

    private static func scientific(_ digits: [UInt8], _ exponent: Int) -> String {
        var text = digits
        if digits.count > 1 { text.insert(UInt8(ascii: "."), at: 1) }
        let size = String(exponent.magnitude)
        let padding = size.utf8.count < 2 ? "0" : ""
        return String(decoding: text, as: UTF8.self) + "e" + (exponent < 0 ? "-" : "+") + padding + size
    }

    private static func plain(_ digits: [UInt8], _ pointPosition: Int) -> String {
        let zero = UInt8(ascii: "0")
        var text = [UInt8](repeating: zero, count: max(0, 1 - pointPosition))
        text += digits
        text += [UInt8](repeating: zero, count: max(0, pointPosition + 1 - digits.count))
        text.insert(UInt8(ascii: "."), at: max(1, pointPosition))
        return String(decoding: text, as: UTF8.self)
    }
}
