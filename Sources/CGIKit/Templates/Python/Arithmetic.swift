import CSystem

/// Python's arithmetic.
enum Arithmetic {
    enum Operation: String, CaseIterable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case floorDivide = "//"
        case modulo = "%"
        case power = "** or pow()"
    }

    static func apply(
        _ operation: Operation, _ left: Value, _ right: Value, _ limits: RenderLimits
    ) throws(TemplateError) -> Value {
        if case .int(let left) = left, case .int(let right) = right, let value = fast(operation, left, right) {
            return value
        }
        if case .undefined(let undefined) = left { throw undefined.error }
        if case .undefined(let undefined) = right, !isFormat(operation, left) { throw undefined.error }
        if let left = Number(left), let right = Number(right) {
            return try numeric(operation, left, right, limits)
        }
        switch operation {
        case .add: return try add(left, right, limits)
        case .multiply: return try repeated(left, right, limits)
        case .modulo:
            if let text = Text.plain(left) {
                let formatted = try PercentFormat.format(text, right, isMarkup: isMarkup(left), limits)
                return MarkupText.like(left, formatted)
            }
        default: break
        }
        throw unsupported(operation, left, right)
    }

    private static func isMarkup(_ value: Value) -> Bool { if case .markup = value { true } else { false } }

    private static func isFormat(_ operation: Operation, _ left: Value) -> Bool {
        operation == .modulo && Text.plain(left) != nil
    }

    private static func unsupported(_ operation: Operation, _ left: Value, _ right: Value) -> TemplateError {
        let types = "'\(PythonTypes.name(left))' and '\(PythonTypes.name(right))'"
        return TemplateError(.type, "unsupported operand type(s) for \(operation.rawValue): \(types)")
    }

    static func signed(_ value: Value, isMinus: Bool) throws(TemplateError) -> Value {
        if case .undefined(let undefined) = value { throw undefined.error }
        switch Number(value) {
        case .int(let int): return isMinus ? int == .min ? Value(-BigInteger(int)) : .int(-int) : .int(int)
        case .big(let big): return Value(isMinus ? -big : big)
        case .double(let double): return .double(isMinus ? -double : double)
        case nil:
            let sign = isMinus ? "-" : "+"
            throw TemplateError(.type, "bad operand type for unary \(sign): '\(PythonTypes.name(value))'")
        }
    }

    // MARK: Numbers

    /// Small whole numbers, if the result is one too.
    @inline(__always)
    private static func fast(_ operation: Operation, _ left: Int, _ right: Int) -> Value? {
        let (result, overflow): (Int, Bool)
        switch operation {
        case .add: (result, overflow) = left.addingReportingOverflow(right)
        case .subtract: (result, overflow) = left.subtractingReportingOverflow(right)
        case .multiply: (result, overflow) = left.multipliedReportingOverflow(by: right)
        case .floorDivide:
            guard right != 0, !(left == .min && right == -1) else { return nil }
            let quotient = left / right
            (result, overflow) = (left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient, false)
        case .modulo:
            guard right != 0, right != -1 else { return nil }
            let remainder = left % right
            (result, overflow) = (
                remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder, false
            )
        default: return nil
        }
        return overflow ? nil : .int(result)
    }

    private static func numeric(
        _ operation: Operation, _ left: Number, _ right: Number, _ limits: RenderLimits
    ) throws(TemplateError) -> Value {
        if operation != .divide, let left = left.big, let right = right.big {
            return try whole(operation, left, right, limits)
        }
        let (a, b) = (left.double, right.double)
        switch operation {
        case .add: return .double(a + b)
        case .subtract: return .double(a - b)
        case .multiply: return .double(a * b)
        case .divide: return .double(try quotient(left, right))
        case .floorDivide:
            guard b != 0 else { throw TemplateError(.zeroDivision, "float floor division by zero") }
            return .double(floorDivided(a, b).quotient)
        case .modulo:
            guard b != 0 else { throw TemplateError(.zeroDivision, "float modulo") }
            return .double(floorDivided(a, b).remainder)
        case .power: return .double(try power(a, b))
        }
    }

    private static func quotient(_ left: Number, _ right: Number) throws(TemplateError) -> Double {
        guard right.double != 0 else {
            if left.big != nil, right.big != nil { throw TemplateError(.zeroDivision, "division by zero") }
            throw TemplateError(.zeroDivision, "float division by zero")
        }
        // Whole numbers beyond 2^53: divide scaled by what they have in common, so that no bit is lost before rounding.
        if let a = left.big, let b = right.big, a.limbs.count > 1 || b.limbs.count > 1 {
            let shift = max(0, b.limbs.count * 32 - a.limbs.count * 32 + 96)
            let (whole, rest) = a.shifted(left: shift).dividedFloor(by: b)
            var result = (rest.isZero ? whole : whole.shifted(left: 1) + BigInteger(1)).double
            for _ in 0..<(rest.isZero ? shift : shift + 1) { result /= 2 }
            guard result.isFinite else {
                throw TemplateError(.overflow, "integer division result too large for a float")
            }
            return result
        }
        return left.double / right.double
    }

    /// Python's floor division of floats: the remainder has the divisor's sign.
    private static func floorDivided(_ left: Double, _ right: Double) -> (quotient: Double, remainder: Double) {
        var remainder = fmod(left, right)
        var quotient = (left - remainder) / right
        if remainder != 0 {
            if (right < 0) != (remainder < 0) {
                remainder += right
                quotient -= 1
            }
        } else {
            remainder = right < 0 ? -0.0 : 0.0
        }
        if quotient != 0 {
            let floor = quotient.rounded(.down)
            quotient = quotient - floor > 0.5 ? floor + 1 : floor
        } else {
            quotient = (left < 0) != (right < 0) ? -0.0 : 0.0
        }
        return (quotient, remainder)
    }

    private static func power(_ base: Double, _ exponent: Double) throws(TemplateError) -> Double {
        if base == 0, exponent < 0 {
            throw TemplateError(.zeroDivision, "0.0 cannot be raised to a negative power")
        }
        guard !(base < 0 && exponent.isFinite && exponent.rounded() != exponent) else {
            throw TemplateError(.type, "complex numbers are not supported")
        }
        let result = pow(base, exponent)
        guard result.isFinite || !base.isFinite || !exponent.isFinite else {
            throw TemplateError(.overflow, "(34, 'Numerical result out of range')")
        }
        return result
    }

    private static func whole(
        _ operation: Operation, _ left: BigInteger, _ right: BigInteger, _ limits: RenderLimits
    ) throws(TemplateError) -> Value {
        switch operation {
        case .add: return Value(left + right)
        case .subtract: return Value(left - right)
        case .multiply:
            try checkDigits(left.limbs.count + right.limbs.count)
            return Value(left * right)
        case .floorDivide, .modulo:
            guard !right.isZero else {
                let message = operation == .modulo ? "integer modulo by zero" : "integer division or modulo by zero"
                throw TemplateError(.zeroDivision, message)
            }
            let (quotient, remainder) = left.dividedFloor(by: right)
            return Value(operation == .modulo ? remainder : quotient)
        case .divide, .power:
            if right.isNegative { return .double(try power(left.double, right.double)) }
            let isUnit = left.limbs.isEmpty || left.limbs == [1]
            guard let exponent = isUnit ? (right.isOdd ? 1 : right.isZero ? 0 : 2) : right.int else {
                throw TemplateError(.memory, "number too large")
            }
            let (size, overflow) = left.limbs.count.multipliedReportingOverflow(by: exponent)
            try checkDigits(isUnit ? 1 : overflow ? Int.max : size)
            return Value(left.power(exponent))
        }
    }

    /// Python refuses to print numbers of more than 4300 digits; here they are not made at all.
    private static func checkDigits(_ limbs: Int) throws(TemplateError) {
        if limbs > 900 { throw TemplateError(.value, "Exceeds the limit (4300 digits) for integers") }
    }

    // MARK: Sequences

    private static func add(_ left: Value, _ right: Value, _ limits: RenderLimits) throws(TemplateError) -> Value {
        switch (left, right) {
        case (.string(let left), .string(let right)):
            try limits.checkSize(left.utf8.count + right.utf8.count)
            return .string(left + right)
        case (.markup, _), (_, .markup):
            if case .object = right { break }
            guard Text.plain(left) != nil, Text.plain(right) != nil else { break }
            let (left, right) = (try MarkupText.escapedText(left), try MarkupText.escapedText(right))
            try limits.checkSize(left.utf8.count + right.utf8.count)
            return .markup(Markup(html: left + right))
        case (.list(let left), .list(let right)):
            try limits.checkSize(16 * (left.items.count + right.items.count))
            return .list(List(left.items + right.items))
        case (.tuple(let left), .tuple(let right)):
            try limits.checkSize(16 * (left.count + right.count))
            return .tuple(left + right)
        default: break
        }
        let other = PythonTypes.name(right)
        switch left {
        case .string: throw TemplateError(.type, "can only concatenate str (not \"\(other)\") to str")
        case .list: throw TemplateError(.type, "can only concatenate list (not \"\(other)\") to list")
        case .tuple: throw TemplateError(.type, "can only concatenate tuple (not \"\(other)\") to tuple")
        default: throw unsupported(.add, left, right)
        }
    }

    private static func repeated(_ left: Value, _ right: Value, _ limits: RenderLimits) throws(TemplateError) -> Value {
        let isSequence =
            switch left {
            case .string, .markup, .list, .tuple: true
            default: false
            }
        let (sequence, factor) = isSequence ? (left, right) : (right, left)
        switch sequence {
        case .string, .markup, .list, .tuple: break
        default: throw unsupported(.multiply, left, right)
        }
        guard case .int(let times) = Number(factor) else {
            throw TemplateError(.type, "can't multiply sequence by non-int of type '\(PythonTypes.name(factor))'")
        }
        let count = max(0, times)
        switch sequence {
        case .list(let list): return .list(List(try repeated(list.items, count, limits)))
        case .tuple(let items): return .tuple(try repeated(items, count, limits))
        default:
            let text = Text.plain(sequence) ?? ""
            try limits.checkSize(text.utf8.isEmpty ? 0 : product(count, text.utf8.count))
            return MarkupText.like(sequence, text.utf8.isEmpty ? "" : String(repeating: text, count: count))
        }
    }

    private static func repeated(
        _ items: [Value], _ count: Int, _ limits: RenderLimits
    ) throws(TemplateError) -> [Value] {
        if items.isEmpty { return [] }
        try limits.checkSize(product(product(items.count, count), 16))
        var result: [Value] = []
        result.reserveCapacity(items.count * count)
        for _ in 0..<count { result += items }
        return result
    }

    private static func product(_ left: Int, _ right: Int) -> Int {
        let (value, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? .max : value
    }
}
