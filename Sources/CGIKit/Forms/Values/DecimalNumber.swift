/// A decimal number of any length that keeps its trailing zeros: Python's `decimal.Decimal`.
public struct DecimalNumber: Equatable, Sendable {
    enum Kind { case finite, infinite, nan, signalingNaN }

    let kind: Kind
    let isNegative: Bool
    /// ASCII digits of the coefficient, without leading zeros; `0` for zero.
    let digits: [UInt8]
    /// The coefficient is multiplied by ten to this power.
    let exponent: Int

    init(kind: Kind = .finite, isNegative: Bool, digits: some Collection<UInt8>, exponent: Int) {
        self.kind = kind
        self.isNegative = isNegative
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        self.digits = significant.isEmpty ? [UInt8(ascii: "0")] : Array(significant)
        self.exponent = exponent
    }

    /// The same whole number, with the exponent 0.
    @export(interface) public init(_ int: Int) {
        self.init(isNegative: int < 0, digits: Array(String(int.magnitude).utf8), exponent: 0)
    }

    static var nan: DecimalNumber {
        DecimalNumber(kind: .nan, isNegative: false, digits: EmptyCollection(), exponent: 0)
    }

    /// Whether it is zero, of either sign and with any number of decimal places.
    public var isZero: Bool { kind == .finite && digits == [UInt8(ascii: "0")] }
    /// Whether it is no number, quiet (`NaN`) or signaling (`sNaN`).
    public var isNaN: Bool { kind == .nan || kind == .signalingNaN }

    /// The nearest `Double`.
    public var approximation: Double {
        switch kind {
        case .nan, .signalingNaN: .nan
        case .infinite: isNegative ? -.infinity : .infinity
        case .finite: parsedDouble(Array(text.utf8))
        }
    }

    func order(to other: DecimalNumber) -> NumericOrder {
        if isNaN || other.isNaN { return .none }
        if isZero && other.isZero { return .same }
        let left = sign
        let right = other.sign
        if left != right { return NumericOrder(left, right) }
        let magnitudes = magnitudeOrder(to: other)
        if left > 0 { return magnitudes }
        return switch magnitudes {
        case .smaller: .greater
        case .greater: .smaller
        case .same, .none: magnitudes
        }
    }

    private var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

    private func magnitudeOrder(to other: DecimalNumber) -> NumericOrder {
        if kind == .infinite || other.kind == .infinite {
            return NumericOrder(kind == .infinite ? 1 : 0, other.kind == .infinite ? 1 : 0)
        }
        // Numbers whose first digits stand at different places need not be aligned, whatever their exponents.
        let left = digits.count + exponent
        let right = other.digits.count + other.exponent
        if left != right { return NumericOrder(left, right) }
        for place in 0..<max(digits.count, other.digits.count) {
            let order = NumericOrder(digit(place), other.digit(place))
            if order != .same { return order }
        }
        return .same
    }

    private func digit(_ place: Int) -> UInt8 { place < digits.count ? digits[place] : UInt8(ascii: "0") }
}
