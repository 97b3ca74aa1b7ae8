/// The tests: `value is name`.
enum Test: String, CaseIterable {
    case boolean, callable, defined, divisibleby, eq, escaped, even, filter, float, ge, gt, integer, iterable, le, lower
    case lt, mapping, ne, none, number, odd, sameas, sequence, string, test, undefined, upper
    case isFalse = "false"
    case isTrue = "true"
    case isIn = "in"

    /// The other names of some.
    static var aliases: [String] { ["equalto", "==", "!=", "lessthan", "<", "<=", "greaterthan", ">", ">="] }

    /// - Parameter name: also one of the ``aliases``.
    init?(_ name: String) {
        switch name {
        case "equalto", "==": self = .eq
        case "!=": self = .ne
        case "lessthan", "<": self = .lt
        case "<=": self = .le
        case "greaterthan", ">": self = .gt
        case ">=": self = .ge
        default: self.init(rawValue: name)
        }
    }
}

enum Tests {
    static func apply(_ test: Test, _ value: Value, _ arguments: Arguments) throws(TemplateError) -> Bool {
        switch test {
        case .defined, .undefined, .none, .boolean, .isTrue, .isFalse, .integer, .float, .number, .string, .mapping,
            .sequence, .iterable, .callable, .escaped:
            _ = try arguments.bound(to: "test_\(test.rawValue)")
            return try isOfType(test, value)
        case .even, .odd:
            _ = try arguments.bound(to: "test_\(test.rawValue)")
            return try remainder(value, 2) == (test == .odd)
        case .divisibleby:
            let divisor = try arguments.bound(to: "test_divisibleby", "num", required: 1)[0] ?? .none
            let remainder = try Arithmetic.apply(.modulo, value, divisor, RenderLimits())
            return try Comparison.equal(remainder, 0)
        case .eq: return try Comparison.apply(.equal, value, try other(test, arguments))
        case .ne: return try Comparison.apply(.notEqual, value, try other(test, arguments))
        case .lt: return try Comparison.apply(.less, value, try other(test, arguments))
        case .le: return try Comparison.apply(.lessOrEqual, value, try other(test, arguments))
        case .gt: return try Comparison.apply(.greater, value, try other(test, arguments))
        case .ge: return try Comparison.apply(.greaterOrEqual, value, try other(test, arguments))
        case .isIn: return try Comparison.contains(try other(test, arguments), value)
        case .sameas: return try isSame(value, try other(test, arguments))
        case .lower: return try isCase(value, UnicodeText.isLowercase, not: UnicodeText.isUppercase)
        case .upper: return try isCase(value, UnicodeText.isUppercase, not: UnicodeText.isLowercase)
        case .filter: return FilterName(rawValue: try Text.string(value)) != nil
        case .test: return Test(try Text.string(value)) != nil
        }
    }

    private static func other(_ test: Test, _ arguments: Arguments) throws(TemplateError) -> Value {
        guard arguments.positional.count == 1, arguments.keyword.isEmpty else {
            let given = arguments.positional.count + arguments.keyword.count + 1
            throw TemplateError(.type, "\(test.rawValue) expected 2 arguments, got \(given)")
        }
        return arguments.positional[0]
    }

    private static func isOfType(_ test: Test, _ value: Value) throws(TemplateError) -> Bool {
        switch (test, value) {
        case (.defined, .undefined): return false
        case (.defined, _): return true
        case (.undefined, .undefined): return true
        case (.none, .none): return true
        case (.boolean, .bool): return true
        case (.isTrue, .bool(true)), (.isFalse, .bool(false)): return true
        case (.integer, .int), (.integer, .big): return true
        case (.float, .double): return true
        case (.number, .int), (.number, .big), (.number, .double), (.number, .bool): return true
        case (.string, .string), (.string, .markup): return true
        case (.escaped, .markup): return true
        case (.escaped, .object(let object)):
            if case .markup = try object.rendered() { return true }
            return false
        case (.mapping, .dict): return true
        case (.mapping, .object(let object)): return try object.mapping() != nil
        case (.sequence, .string), (.sequence, .markup), (.sequence, .list), (.sequence, .tuple), (.sequence, .dict):
            return true
        case (.sequence, .object(let object)): return object is RangeObject
        case (.sequence, .undefined): return true
        case (.iterable, .string), (.iterable, .markup), (.iterable, .list), (.iterable, .tuple), (.iterable, .dict),
            (.iterable, .undefined):
            return true
        case (.iterable, .object(let object)):
            if object.isIterator || object is LoopObject { return true }
            return try object.elements() != nil
        case (.callable, .function), (.callable, .undefined): return true
        case (.callable, .object(let object)): return object.isCallable
        default: return false
        }
    }

    private static func remainder(_ value: Value, _ divisor: Int) throws(TemplateError) -> Bool {
        if Text.plain(value) != nil {
            throw TemplateError(.type, "not all arguments converted during string formatting")
        }
        return try Comparison.equal(try Arithmetic.apply(.modulo, value, .int(divisor), RenderLimits()), 1)
    }

    /// Python's `is`.
    private static func isSame(_ left: Value, _ right: Value) throws(TemplateError) -> Bool {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): left == right
        case (.bool, _), (_, .bool): false
        case (.none, .none): true
        case (.list(let left), .list(let right)): left === right
        case (.dict(let left), .dict(let right)): left === right
        case (.function(let left), .function(let right)): left === right
        case (.object(let left), .object(let right)): left === right
        case (.undefined(let left), .undefined(let right)): left === right
        case (.int, .double), (.double, .int), (.string, .markup), (.markup, .string): false
        default: try Comparison.equal(left, right)
        }
    }

    /// Whether there are letters of one case and none of the other.
    private static func isCase(
        _ value: Value, _ isWanted: (Unicode.Scalar) -> Bool, not isUnwanted: (Unicode.Scalar) -> Bool
    ) throws(TemplateError) -> Bool {
        let scalars = try Text.string(value).unicodeScalars
        return scalars.contains(where: isWanted)
            && !scalars.contains { isUnwanted($0) || UnicodeText.isTitlecase($0) }
    }
}
