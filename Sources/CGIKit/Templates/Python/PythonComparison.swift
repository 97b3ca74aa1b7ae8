/// Python's comparisons.
enum Comparison {
    enum Operation: String, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case isIn = "in"
        case isNotIn = "not in"
    }

    static func apply(_ operation: Operation, _ left: Value, _ right: Value) throws(TemplateError) -> Bool {
        switch operation {
        case .equal: try equal(left, right)
        case .notEqual: try !equal(left, right)
        case .isIn: try contains(right, left)
        case .isNotIn: try !contains(right, left)
        case .less: try order(left, right, "<").map { $0 < 0 } ?? false
        case .lessOrEqual: try order(left, right, "<=").map { $0 <= 0 } ?? false
        case .greater: try order(left, right, ">").map { $0 > 0 } ?? false
        case .greaterOrEqual: try order(left, right, ">=").map { $0 >= 0 } ?? false
        }
    }

    // MARK: Equality

    static func equal(_ left: Value, _ right: Value) throws(TemplateError) -> Bool {
        var stepsLeft = stepLimit
        return try equal(left, right, depth: 0, &stepsLeft)
    }

    /// Values inside values that are compared at once. (Lists that hold one list several times have many.)
    private static var stepLimit: Int { 20_000_000 }

    private static func equal(
        _ left: Value, _ right: Value, depth: Int, _ stepsLeft: inout Int
    ) throws(TemplateError) -> Bool {
        stepsLeft -= 1
        guard depth < 200, stepsLeft > 0 else {
            throw TemplateError(.recursion, "maximum recursion depth exceeded in comparison")
        }
        if let left = Text.plain(left) {
            guard let right = Text.plain(right) else {
                if case .undefined(let undefined) = right { try undefined.checkLenient() }
                return false
            }
            return sameBytes(left, right)
        }
        switch (left, right) {
        case (.undefined(let left), .undefined(let right)):
            try left.checkLenient()
            try right.checkLenient()
            return true
        case (.undefined(let undefined), _), (_, .undefined(let undefined)):
            try undefined.checkLenient()
            return false
        case (.none, .none): return true
        case (.int(let left), .int(let right)): return left == right
        case (.list(let left), .list(let right)):
            return left === right ? true : try equal(left.items, right.items, depth, &stepsLeft)
        case (.tuple(let left), .tuple(let right)): return try equal(left, right, depth, &stepsLeft)
        case (.dict(let left), .dict(let right)):
            return left === right ? true : try equal(left, right, depth, &stepsLeft)
        case (.function(let left), .function(let right)): return left === right
        case (.object(let left), .object(let right)): return left === right ? true : try left.isEqual(to: right)
        default:
            guard let left = Number(left), let right = Number(right) else { return false }
            return left.compare(right) == 0
        }
    }

    private static func equal(
        _ left: [Value], _ right: [Value], _ depth: Int, _ stepsLeft: inout Int
    ) throws(TemplateError) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where try !equal(left[index], right[index], depth: depth + 1, &stepsLeft) {
            return false
        }
        return true
    }

    private static func equal(
        _ left: Dict, _ right: Dict, _ depth: Int, _ stepsLeft: inout Int
    ) throws(TemplateError) -> Bool {
        guard left.count == right.count else { return false }
        for entry in left.entries {
            guard let other = try right.value(entry.key) else { return false }
            if try !equal(entry.value, other, depth: depth + 1, &stepsLeft) { return false }
        }
        return true
    }

    // MARK: Order

    /// Negative, zero or positive; nil if there is no order (NaN).
    static func order(
        _ left: Value, _ right: Value, _ name: StaticString = "<", depth: Int = 0
    ) throws(TemplateError) -> Int? {
        guard depth < 200 else { throw TemplateError(.recursion, "maximum recursion depth exceeded in comparison") }
        if case .int(let left) = left, case .int(let right) = right { return left < right ? -1 : left > right ? 1 : 0 }
        if let left = Text.plain(left), let right = Text.plain(right) { return order(left, right) }
        if case .undefined(let undefined) = left { throw undefined.error }
        if case .undefined(let undefined) = right { throw undefined.error }
        if let left = Number(left), let right = Number(right) { return left.compare(right) }
        switch (left, right) {
        case (.list(let left), .list(let right)): return try order(left.items, right.items, name, depth)
        case (.tuple(let left), .tuple(let right)): return try order(left, right, name, depth)
        default:
            let types = "'\(PythonTypes.name(left))' and '\(PythonTypes.name(right))'"
            throw TemplateError(.type, "'\(name)' not supported between instances of \(types)")
        }
    }

    /// By code points; in UTF-8 the bytes have the same order.
    static func order(_ left: String, _ right: String) -> Int {
        var rightBytes = right.utf8.makeIterator()
        for byte in left.utf8 {
            guard let other = rightBytes.next() else { return 1 }
            if byte != other { return byte < other ? -1 : 1 }
        }
        return rightBytes.next() == nil ? 0 : -1
    }

    private static func order(
        _ left: [Value], _ right: [Value], _ name: StaticString, _ depth: Int
    ) throws(TemplateError) -> Int? {
        for index in 0..<min(left.count, right.count)
        where try !equal(left[index], right[index]) {
            return try order(left[index], right[index], name, depth: depth + 1)
        }
        return left.count - right.count
    }

    // MARK: Membership

    static func contains(_ container: Value, _ item: Value) throws(TemplateError) -> Bool {
        switch container {
        case .string, .markup:
            let text = Text.plain(container) ?? ""
            guard let part = Text.plain(item) else {
                throw TemplateError(
                    .type, "'in <string>' requires string as left operand, not \(PythonTypes.name(item))")
            }
            return Text.find(Array(part.utf8), in: Array(text.utf8)) != nil
        case .list(let list): return try contains(list.items, item)
        case .tuple(let items): return try contains(items, item)
        case .dict(let dict): return try dict.value(item) != nil
        case .undefined(let undefined):
            try undefined.checkLenient()
            return false
        case .object(let object):
            if let isContained = try object.contains(item) { return isContained }
            if object.isIterator {
                while let next = try object.next() { if try equal(next, item) { return true } }
                return false
            }
            if let items = try object.elements() { return try contains(items, item) }
        default: break
        }
        throw TemplateError(.type, "argument of type '\(PythonTypes.name(container))' is not iterable")
    }

    private static func contains(_ items: [Value], _ item: Value) throws(TemplateError) -> Bool {
        for candidate in items where try equal(candidate, item) { return true }
        return false
    }
}

/// A value as a number: booleans count as 0 and 1.
enum Number {
    case int(Int)
    case big(BigInteger)
    case double(Double)

    init?(_ value: Value) {
        switch value {
        case .bool(let bool): self = .int(bool ? 1 : 0)
        case .int(let int): self = .int(int)
        case .big(let big): self = .big(big)
        case .double(let double): self = .double(double)
        default: return nil
        }
    }

    var double: Double {
        switch self {
        case .int(let int): Double(int)
        case .big(let big): big.double
        case .double(let double): double
        }
    }

    /// The whole number; nil for a float.
    var big: BigInteger? {
        switch self {
        case .int(let int): BigInteger(int)
        case .big(let big): big
        case .double: nil
        }
    }

    /// Exact also between whole numbers and floats.
    func compare(_ other: Number) -> Int? {
        if case .int(let left) = self, case .int(let right) = other { return left < right ? -1 : left > right ? 1 : 0 }
        if case .double(let left) = self, case .double(let right) = other {
            return left < right ? -1 : left > right ? 1 : left == right ? 0 : nil
        }
        if case .double(let left) = self { return Number.compare(left, other) }
        if case .double(let right) = other { return Number.compare(right, self).map { -$0 } }
        guard let left = big, let right = other.big else { return nil }
        return left < right ? -1 : right < left ? 1 : 0
    }

    private static func compare(_ double: Double, _ whole: Number) -> Int? {
        guard let whole = whole.big else { return nil }
        if double.isNaN { return nil }
        if double.isInfinite { return double < 0 ? -1 : 1 }
        let floor = double.rounded(.down)
        let left = BigInteger(floor)
        if left < whole { return -1 }
        return whole < left || floor < double ? 1 : 0
    }
}
