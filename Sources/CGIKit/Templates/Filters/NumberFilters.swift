import CSystem

/// Filters of numbers.
enum NumberFilters {
    static func apply(_ filter: FilterName, _ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
        switch filter {
        case .abs:
            try Filters.none(filter, arguments)
            guard let number = Number(value) else {
                throw TemplateError(.type, "bad operand type for abs(): '\(PythonTypes.name(value))'")
            }
            if case .double(let double) = number { return .double(double.magnitude) }
            let whole = number.big ?? BigInteger(0)
            return Value(whole.isNegative ? -whole : whole)
        case .int:
            let given = try arguments.bound(to: "do_int", "default", "base")
            let base = try given[1].map(ListMethods.integer) ?? 10
            return try integer(value, base: base) ?? given[0] ?? 0
        case .float:
            let given = try arguments.bound(to: "do_float", "default")
            return try double(value).map { .double($0) } ?? given[0] ?? 0.0
        case .round: return try rounded(value, arguments)
        default:
            let isBinary = try arguments.bound(to: "do_filesizeformat", "binary")[0].map(Truth.of) ?? false
            guard let size = try double(value) else {
                throw TemplateError(.value, "could not convert string to float: \(PythonText.shortRepr(value))")
            }
            return .string(fileSize(size, isBinary: isBinary))
        }
    }

    /// Python's `int()`, also of text with a fraction; nil if it is no number.
    private static func integer(_ value: Value, base: Int) throws(TemplateError) -> Value? {
        if let text = Text.plain(value) {
            if let whole = NumberText.pythonInteger(text, base: base) { return whole }
            guard let double = NumberText.pythonDouble(text), double.isFinite else { return nil }
            return Value(BigInteger(double))
        }
        if case .undefined(let undefined) = value { throw undefined.error }
        switch Number(value) {
        case .double(let double):
            if double.isInfinite { throw TemplateError(.overflow, "cannot convert float infinity to integer") }
            return double.isNaN ? nil : Value(BigInteger(double))
        case let number?: return number.big.map { Value($0) }
        case nil: return nil
        }
    }

    private static func double(_ value: Value) throws(TemplateError) -> Double? {
        if let text = Text.plain(value) { return NumberText.pythonDouble(text) }
        if case .undefined(let undefined) = value { throw undefined.error }
        guard let number = Number(value) else { return nil }
        if case .big = number, number.double.isInfinite {
            throw TemplateError(.overflow, "int too large to convert to float")
        }
        return number.double
    }

    private static func rounded(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_round", "precision", "method")
        let precision = try given[0].map(ListMethods.integer) ?? 0
        let method = try given[1].map(Text.string) ?? "common"
        guard method == "common" || method == "ceil" || method == "floor" else {
            throw TemplateError(.filterArgument, "method must be common, ceil or floor")
        }
        guard let number = Number(value) else {
            throw TemplateError(.type, "type \(PythonTypes.name(value)) doesn't define __round__ method")
        }
        guard method == "common" else {
            // A whole number stays what it is.
            let scale = number.big != nil && precision >= 0 ? 1 : pow(10, Double(precision))
            let scaled = number.double * scale
            guard scaled.isFinite, scale != 0 else {
                throw TemplateError(.overflow, "cannot convert float infinity to integer")
            }
            return .double(scaled.rounded(method == "ceil" ? .up : .down) / scale)
        }
        if case .double(let double) = number { return .double(round(double, precision)) }
        guard let whole = number.big else { return value }
        return precision >= 0 ? Value(whole) : round(whole, -precision)
    }

    /// Python's `round(x, n)`: to even where exactly between two.
    static func round(_ value: Double, _ precision: Int) -> Double {
        guard value.isFinite, precision < 330 else { return value }
        if precision == 0 { return value.rounded(.toNearestOrEven) }
        if precision > 0 {
            let text = NumberText.formatted(value, UInt8(ascii: "f"), precision: precision)
            return NumberText.double(Array(text.utf8)) ?? value
        }
        guard precision > -310 else { return value < 0 ? -0.0 : 0 }
        let scale = pow(10, Double(-precision))
        return (value / scale).rounded(.toNearestOrEven) * scale
    }

    private static func round(_ value: BigInteger, _ places: Int) -> Value {
        guard places < 5000 else { return 0 }
        let unit = BigInteger(10).power(places)
        let (quotient, remainder) = value.dividedFloor(by: unit)
        let twice = remainder + remainder
        let isUp = unit < twice || twice == unit && quotient.isOdd
        return Value((isUp ? quotient + BigInteger(1) : quotient) * unit)
    }

    private static func fileSize(_ size: Double, isBinary: Bool) -> String {
        let base = isBinary ? 1024.0 : 1000.0
        if size == 1 { return "1 Byte" }
        if size < base || size.isNaN { return "\(size.isFinite ? BigInteger(size).description : "nan") Bytes" }
        let letters: [StaticString] = [isBinary ? "K" : "k", "M", "G", "T", "P", "E", "Z", "Y"]
        // Exact powers, as Python's: 1e24 is below 10 to the 24th.
        var unit = BigInteger(Int(base))
        var letter = letters[0]
        for next in letters {
            letter = next
            unit = unit * BigInteger(Int(base))
            if Number.double(size).compare(.big(unit)) == -1 { break }
        }
        let number = NumberText.formatted(base * size / unit.double, UInt8(ascii: "f"), precision: 1)
        return "\(number) \(letter.description)\(isBinary ? "iB" : "B")"
    }
}

/// Filters that make one value of many.
enum AggregateFilters {
    static func apply(
        _ filter: FilterName, _ value: Value, _ arguments: Arguments, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        filter == .sum
            ? try sum(value, arguments, behavior) : try extreme(value, arguments, behavior, isMax: filter == .max)
    }

    private static func sum(
        _ value: Value, _ arguments: Arguments, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_sum", "attribute", "start")
        let path = AttributePath(given[0], behavior)
        var total = given[1] ?? 0
        if Text.plain(total) != nil {
            throw TemplateError(.type, "sum() can't sum strings [use ''.join(seq) instead]")
        }
        var iterator = try ValueIterator(value)
        var copied = 0
        while let item = try iterator.next() {
            if case .list(let list) = total { copied += list.items.count }
            if case .tuple(let items) = total { copied += items.count }
            guard copied < 100_000_000 else { throw TemplateError(.memory, "too many lists to add") }
            total = try Arithmetic.apply(.add, total, try path.value(of: item), RenderLimits())
        }
        return total
    }

    private static func extreme(
        _ value: Value, _ arguments: Arguments, _ behavior: UndefinedBehavior, isMax: Bool
    ) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: isMax ? "do_max" : "do_min", "case_sensitive", "attribute")
        let isCaseSensitive = try given[0].map(Truth.of) ?? false
        let path = AttributePath(given[1], behavior)
        var best: (key: Value, item: Value)?
        var iterator = try ValueIterator(value)
        while let item = try iterator.next() {
            var key = try path.value(of: item)
            if !isCaseSensitive { key = OrderFilters.withoutCase(key) }
            guard let current = best else {
                best = (key, item)
                continue
            }
            if try isMax ? Sorting.isLess(current.key, key) : Sorting.isLess(key, current.key) { best = (key, item) }
        }
        return best?.item ?? .undefined(Undefined(.hint("No aggregated item, sequence was empty."), behavior))
    }
}

/// `attribute='a.b.0'` of filters: what to take of each item.
struct AttributePath {
    private let parts: [Value]
    private let behavior: UndefinedBehavior

    init(_ attribute: Value?, _ behavior: UndefinedBehavior) {
        self.behavior = behavior
        if let text = attribute.flatMap(Text.plain) {
            parts = StringSplitting.split(text, ".", -1, fromEnd: false).map { part in
                let isIndex = !part.isEmpty && part.unicodeScalars.allSatisfy(UnicodeText.isDigit)
                return isIndex ? NumberText.pythonInteger(part) ?? .string(part) : .string(part)
            }
        } else if let key = attribute?.given {
            parts = [key]
        } else {
            parts = []
        }
    }

    func value(of item: Value, default: Value? = nil) throws(TemplateError) -> Value {
        var value = item
        for part in parts {
            value = try Attributes.item(part, of: value, behavior)
            if let replacement = `default`, case .undefined = value { value = replacement }
        }
        return value
    }
}
