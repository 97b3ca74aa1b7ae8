/// A whole number of any size, like Python's `int`.
public struct BigInteger: Equatable, Sendable {
    let isNegative: Bool
    let limbs: [UInt32]

    init(isNegative: Bool, limbs: [UInt32]) {
        var limbs = limbs
        while limbs.last == 0 { limbs.removeLast() }
        self.limbs = limbs
        self.isNegative = isNegative && !limbs.isEmpty
    }

    /// The same number.
    @export(interface) public init(_ value: Int) {
        let magnitude = value.magnitude
        self.init(isNegative: value < 0, limbs: [UInt32(truncatingIfNeeded: magnitude), UInt32(magnitude >> 32)])
    }

    /// The whole part of a finite number.
    init(_ value: Double) {
        let whole = value.magnitude.rounded(.towardZero)
        guard whole >= 1 else { self.init(0); return }
        let significand = UInt64(whole.significandBitPattern | 1 << 52)
        let shift = Int(whole.exponent) - 52
        let base = BigInteger(Int(significand))
        let shifted = shift >= 0 ? base.shifted(left: shift) : BigInteger(Int(significand >> UInt64(-shift)))
        self.init(isNegative: value < 0, limbs: shifted.limbs)
    }

    /// Reads ASCII digits without a sign; nil if one is not a digit of the radix, or if there are more than Python accepts (4300).
    public init?(digits: some Sequence<UInt8>, radix: UInt32, isNegative: Bool = false) {
        var limbs: [UInt32] = []
        var count = 0
        for byte in digits {
            count += 1
            guard count <= 4300 else { return nil }
            guard let digit = digitValue(byte), digit < radix else { return nil }
            BigInteger.multiply(&limbs, by: radix, adding: digit)
        }
        self.init(isNegative: isNegative, limbs: limbs)
    }

    /// Whether it is zero.
    public var isZero: Bool { limbs.isEmpty }
    var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }

    /// The same number as an `Int`; nil if it does not fit.
    public var int: Int? {
        guard limbs.count <= 2 else { return nil }
        var magnitude: UInt = 0
        for limb in limbs.reversed() { magnitude = magnitude << 32 | UInt(limb) }
        if isNegative { return magnitude <= UInt(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil }
        return Int(exactly: magnitude)
    }

    /// The nearest `Double`; infinite beyond its range.
    public var double: Double {
        var value = 0.0
        if limbs.count <= 2 {
            var magnitude: UInt64 = 0
            for limb in limbs.reversed() { magnitude = magnitude << 32 | UInt64(limb) }
            value = Double(magnitude)
        } else {
            // The top 64 bits, with a sticky bit for all below them, round as the whole number would.
            let zeros = limbs[limbs.count - 1].leadingZeroBitCount
            let shift = limbs.count * 32 - zeros - 64
            let top = shifted(right: shift)
            var bits = UInt64(top.limbs[0]) | UInt64(top.limbs[1]) << 32
            if top.shifted(left: shift).limbs != limbs { bits |= 1 }
            value = Double(bits)
            for _ in 0..<min(shift, 2000) { value *= 2 }
        }
        return isNegative ? -value : value
    }

    /// The decimal digits, with `-` if it is negative.
    public var description: String { text(radix: 10) }

    func text(radix: UInt32) -> String {
        if isZero { return "0" }
        var digits: [UInt8] = []
        var rest = limbs
        while !rest.isEmpty {
            // Nine decimal digits at a time.
            let step: UInt32 = radix == 10 ? 1_000_000_000 : radix
            var chunk = BigInteger.divide(&rest, by: step)
            repeat {
                let digit = UInt8(chunk % radix)
                digits.append(digit < 10 ? 48 + digit : 87 + digit)
                chunk /= radix
            } while chunk > 0 || (radix == 10 && !rest.isEmpty && digits.count % 9 != 0)
        }
        if isNegative { digits.append(UInt8(ascii: "-")) }
        return String(utf8: digits.reversed())
    }
}

extension BigInteger {
    static func compareMagnitudes(_ left: [UInt32], _ right: [UInt32]) -> Int {
        if left.count != right.count { return left.count < right.count ? -1 : 1 }
        for index in left.indices.reversed() where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return 0
    }

    static func < (left: BigInteger, right: BigInteger) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let order = compareMagnitudes(left.limbs, right.limbs)
        return left.isNegative ? order > 0 : order < 0
    }

    static prefix func - (value: BigInteger) -> BigInteger {
        BigInteger(isNegative: !value.isNegative, limbs: value.limbs)
    }

    static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.isNegative == right.isNegative {
            return BigInteger(isNegative: left.isNegative, limbs: sum(left.limbs, right.limbs))
        }
        if compareMagnitudes(left.limbs, right.limbs) >= 0 {
            return BigInteger(isNegative: left.isNegative, limbs: difference(left.limbs, right.limbs))
        }
        return BigInteger(isNegative: right.isNegative, limbs: difference(right.limbs, left.limbs))
    }

    static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

    static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.isZero || right.isZero { return BigInteger(0) }
        var product = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
        for (offset, limb) in left.limbs.enumerated() {
            var carry: UInt64 = 0
            for (index, other) in right.limbs.enumerated() {
                let value = UInt64(limb) * UInt64(other) + UInt64(product[offset + index]) + carry
                product[offset + index] = UInt32(truncatingIfNeeded: value)
                carry = value >> 32
            }
            product[offset + right.limbs.count] = UInt32(carry)
        }
        return BigInteger(isNegative: left.isNegative != right.isNegative, limbs: product)
    }

    /// Python's `divmod`: the quotient is rounded down. The divisor must not be zero.
    func dividedFloor(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
        let (magnitude, rest) = BigInteger.divide(limbs, by: divisor.limbs)
        let quotient = BigInteger(isNegative: isNegative != divisor.isNegative, limbs: magnitude)
        let remainder = BigInteger(isNegative: isNegative, limbs: rest)
        if remainder.isZero || isNegative == divisor.isNegative { return (quotient, remainder) }
        return (quotient - BigInteger(1), remainder + divisor)
    }

    func power(_ exponent: Int) -> BigInteger {
        var result = BigInteger(1)
        var base = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result * base }
            rest >>= 1
            if rest > 0 { base = base * base }
        }
        return result
    }

    func shifted(left bits: Int) -> BigInteger {
        var shifted = [UInt32](repeating: 0, count: bits / 32)
        let small = UInt64(bits % 32)
        var carry: UInt64 = 0
        for limb in limbs {
            let value = UInt64(limb) << small | carry
            shifted.append(UInt32(truncatingIfNeeded: value))
            carry = value >> 32
        }
        shifted.append(UInt32(carry))
        return BigInteger(isNegative: isNegative, limbs: shifted)
    }

    /// The magnitude shifted right; the sign is kept.
    func shifted(right bits: Int) -> BigInteger {
        guard bits / 32 < limbs.count else { return BigInteger(0) }
        let small = UInt64(bits % 32)
        var shifted: [UInt32] = []
        for index in (bits / 32)..<limbs.count {
            let high = index + 1 < limbs.count ? UInt64(limbs[index + 1]) : 0
            shifted.append(UInt32(truncatingIfNeeded: (high << 32 | UInt64(limbs[index])) >> small))
        }
        return BigInteger(isNegative: isNegative, limbs: shifted)
    }

    private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(left.count, right.count) {
            let value =
                carry + (index < left.count ? UInt64(left[index]) : 0)
                + (index < right.count ? UInt64(right[index]) : 0)
            result.append(UInt32(truncatingIfNeeded: value))
            carry = value >> 32
        }
        result.append(UInt32(carry))
        return result
    }

    /// `left` must not be smaller than `right`.
    private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result = left
        var borrow: Int64 = 0
        for index in result.indices {
            var value = Int64(result[index]) - borrow - (index < right.count ? Int64(right[index]) : 0)
            borrow = value < 0 ? 1 : 0
            if value < 0 { value += 1 << 32 }
            result[index] = UInt32(value)
        }
        return result
    }

    private static func multiply(_ limbs: inout [UInt32], by factor: UInt32, adding addend: UInt32) {
        var carry = UInt64(addend)
        for index in limbs.indices {
            let value = UInt64(limbs[index]) * UInt64(factor) + carry
            limbs[index] = UInt32(truncatingIfNeeded: value)
            carry = value >> 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    /// Divides in place and returns the remainder.
    private static func divide(_ limbs: inout [UInt32], by divisor: UInt32) -> UInt32 {
        var rest: UInt64 = 0
        for index in limbs.indices.reversed() {
            let value = rest << 32 | UInt64(limbs[index])
            limbs[index] = UInt32(value / UInt64(divisor))
            rest = value % UInt64(divisor)
        }
        while limbs.last == 0 { limbs.removeLast() }
        return UInt32(rest)
    }

    /// Long division of magnitudes, a bit at a time: numbers beyond `Int` are rare in templates.
    private static func divide(
        _ dividend: [UInt32], by divisor: [UInt32]
    ) -> (quotient: [UInt32], remainder: [UInt32]) {
        if divisor.count == 1 {
            var quotient = dividend
            let rest = divide(&quotient, by: divisor[0])
            return (quotient, rest == 0 ? [] : [rest])
        }
        var quotient = [UInt32](repeating: 0, count: dividend.count)
        var rest: [UInt32] = []
        for index in dividend.indices.reversed() {
            for bit in (0..<32).reversed() {
                var carry = dividend[index] >> UInt32(bit) & 1
                for place in rest.indices {
                    let next = rest[place] >> 31
                    rest[place] = rest[place] << 1 | carry
                    carry = next
                }
                if carry > 0 { rest.append(carry) }
                guard compareMagnitudes(rest, divisor) >= 0 else { continue }
                rest = difference(rest, divisor)
                while rest.last == 0 { rest.removeLast() }
                quotient[index] |= 1 << UInt32(bit)
            }
        }
        return (quotient, rest)
    }
}

/// The value of a digit or letter, for radixes up to 36.
func digitValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 48)
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - 87)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - 55)
    default: nil
    }
}
