extension DecimalNumber {
    /// Reads what Python's `decimal.Decimal(text)` reads: whitespace around, `_` anywhere, digits of any script.
    @export(interface) public init?(_ text: String) {
        guard let ascii = decimalASCII(text) else { return nil }
        var reader = NumberReader(ascii.filter { $0 != UInt8(ascii: "_") })
        let isNegative = reader.readSign()
        if reader.readWord("infinity") || reader.readWord("inf") {
            guard reader.isAtEnd else { return nil }
            self.init(kind: .infinite, isNegative: isNegative, digits: EmptyCollection(), exponent: 0)
            return
        }
        let isSignaling = reader.readWord("snan")
        if isSignaling || reader.readWord("nan") {
            let payload = reader.readDigits()
            guard reader.isAtEnd else { return nil }
            self.init(kind: isSignaling ? .signalingNaN : .nan, isNegative: isNegative, digits: payload, exponent: 0)
            return
        }
        var digits = reader.readDigits()
        var places = 0
        if reader.read(UInt8(ascii: ".")) {
            let fraction = reader.readDigits()
            places = fraction.count
            digits += fraction
        }
        guard !digits.isEmpty else { return nil }
        var exponent = 0
        if reader.read(UInt8(ascii: "e")) || reader.read(UInt8(ascii: "E")) {
            let isNegative = reader.readSign()
            let digits = reader.readDigits()
            // Python's limit is 18 digits too.
            guard !digits.isEmpty, digits.count <= 18 else { return nil }
            exponent = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            if isNegative { exponent = -exponent }
        }
        guard reader.isAtEnd else { return nil }
        self.init(isNegative: isNegative, digits: digits, exponent: exponent - places)
    }

    /// Python's `str(decimal)`: plain notation down to 0.000001, otherwise scientific.
    public var text: String {
        let sign = isNegative ? "-" : ""
        switch kind {
        case .infinite: return sign + "Infinity"
        case .nan, .signalingNaN:
            let payload = digits == [UInt8(ascii: "0")] ? "" : String(decoding: digits, as: UTF8.self)
            return sign + (kind == .nan ? "NaN" : "sNaN") + payload
        case .finite: break
        }
        let leading = digits.count + exponent
        let point = exponent <= 0 && leading > -6 ? leading : 1
        var bytes: [UInt8] = Array(sign.utf8)
        if point <= 0 {
            bytes += "0.".utf8
            bytes += repeatElement(UInt8(ascii: "0"), count: -point)
            bytes += digits
        } else {
            bytes += digits.prefix(point)
            if point < digits.count {
                bytes.append(UInt8(ascii: "."))
                bytes += digits[point...]
            }
        }
        if leading != point {
            let power = leading - point
            bytes += "E\(power < 0 ? "-" : "+")\(power.magnitude)".utf8
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Rounded to a number of decimal places, half to even, as `Decimal.quantize` does by default; a number with more
    /// than `limit` digits stays as it is.
    @export(interface) public func rounded(places: Int, limit: Int = 1000) -> DecimalNumber {
        guard kind == .finite, digits.count + exponent + places <= limit, exponent != -places else { return self }
        if exponent > -places {
            if isZero { return DecimalNumber(isNegative: isNegative, digits: digits, exponent: -places) }
            let zeros = repeatElement(UInt8(ascii: "0"), count: exponent + places)
            return DecimalNumber(isNegative: isNegative, digits: digits + zeros, exponent: -places)
        }
        let kept = digits.count + exponent + places
        guard kept >= 0 else { return DecimalNumber(isNegative: isNegative, digits: [], exponent: -places) }
        var result = Array(digits.prefix(kept))
        if roundsUp(after: kept) { increment(&result) }
        return DecimalNumber(isNegative: isNegative, digits: result, exponent: -places)
    }

    private func roundsUp(after kept: Int) -> Bool {
        let next = digits[kept]
        if next != UInt8(ascii: "5") { return next > UInt8(ascii: "5") }
        if digits[(kept + 1)...].contains(where: { $0 != UInt8(ascii: "0") }) { return true }
        return kept > 0 && digits[kept - 1] & 1 == 1
    }

    private func increment(_ digits: inout [UInt8]) {
        for index in digits.indices.reversed() {
            if digits[index] < UInt8(ascii: "9") {
                digits[index] += 1
                return
            }
            digits[index] = UInt8(ascii: "0")
        }
        digits.insert(UInt8(ascii: "1"), at: 0)
    }
}
