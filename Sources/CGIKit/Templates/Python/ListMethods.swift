/// The methods of Python's `list`.
enum ListMethod: String {
    case append, extend, insert, pop, remove, index, count, reverse, sort, copy, clear
}

enum ListMethods {
    static func bound(_ method: ListMethod, _ list: List) -> Value {
        .function(Function(method.rawValue) { (arguments) throws(TemplateError) in try call(method, list, arguments) })
    }

    static func call(_ method: ListMethod, _ list: List, _ arguments: Arguments) throws(TemplateError) -> Value {
        switch method {
        case .append: list.items.append(try arguments.bound(to: "append", "object", required: 1)[0] ?? .none)
        case .extend:
            list.items += try ValueIterator.all(try arguments.bound(to: "extend", "iterable", required: 1)[0] ?? .none)
        case .insert:
            let given = try arguments.bound(to: "insert", "index", "object", required: 2)
            let index = try integer(given[0])
            let position = index < 0 ? max(0, index + list.items.count) : min(index, list.items.count)
            list.items.insert(given[1] ?? .none, at: position)
        case .pop: return try pop(list, try arguments.bound(to: "pop", "index")[0])
        case .remove:
            let item = try arguments.bound(to: "remove", "value", required: 1)[0] ?? .none
            guard let position = try position(of: item, in: list.items[...]) else {
                throw TemplateError(.value, "list.remove(x): x not in list")
            }
            list.items.remove(at: position)
        case .index: return try index(list.items, arguments, "list")
        case .count: return try count(list.items, arguments)
        case .reverse: list.items.reverse()
        case .sort:
            let given = try arguments.bound(to: "sort", "key", "reverse")
            list.items = try Sorting.sorted(list.items, reverse: try given[1].map(Truth.of) ?? false) { $0 }
        case .copy: return .list(List(list.items))
        case .clear: list.items = []
        }
        return .none
    }

    static func tupleMethod(_ name: String, _ items: [Value]) -> Value? {
        switch name {
        case "index": .function("index") { (arguments) throws(TemplateError) in try index(items, arguments, "tuple") }
        case "count": .function("count") { (arguments) throws(TemplateError) in try count(items, arguments) }
        default: nil
        }
    }

    private static func pop(_ list: List, _ index: Value?) throws(TemplateError) -> Value {
        guard !list.items.isEmpty else { throw TemplateError(.index, "pop from empty list") }
        let index = try index == nil ? -1 : integer(index)
        let position = index < 0 ? index + list.items.count : index
        guard list.items.indices.contains(position) else { throw TemplateError(.index, "pop index out of range") }
        return list.items.remove(at: position)
    }

    private static func index(_ items: [Value], _ arguments: Arguments, _ type: String) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "index", "value", "start", "stop", required: 1)
        let bounds = try Slices.bounds(items.count, given[1], given[2], nil)
        let part = items[min(bounds.start, bounds.stop)..<bounds.stop]
        let item = given[0] ?? .none
        if let position = try position(of: item, in: part) { return .int(position) }
        let message = type == "list" ? "\(PythonText.shortRepr(item)) is not in list" : "tuple.index(x): x not in tuple"
        throw TemplateError(.value, message)
    }

    private static func count(_ items: [Value], _ arguments: Arguments) throws(TemplateError) -> Value {
        let item = try arguments.bound(to: "count", "value", required: 1)[0] ?? .none
        var count = 0
        for candidate in items where try Comparison.equal(candidate, item) { count += 1 }
        return .int(count)
    }

    private static func position(of item: Value, in items: ArraySlice<Value>) throws(TemplateError) -> Int? {
        for index in items.indices where try Comparison.equal(items[index], item) { return index }
        return nil
    }

    /// An argument that must be a whole number: an index, a count. Beyond what can be counted the number does not matter,
    /// and is brought to where sums with it cannot overflow.
    static func integer(_ value: Value?) throws(TemplateError) -> Int {
        switch value {
        case .int(let int): return max(-(1 << 60), min(1 << 60, int))
        case .bool(let bool): return bool ? 1 : 0
        case .undefined(let undefined): throw undefined.error
        case .big: throw TemplateError(.overflow, "Python int too large to convert to C ssize_t")
        default:
            let type = PythonTypes.name(value ?? Value.none)
            throw TemplateError(.type, "'\(type)' object cannot be interpreted as an integer")
        }
    }
}

/// Attributes of numbers.
enum NumberMethods {
    static func attribute(_ name: String, of value: Value) -> Value? {
        guard let number = Number(value) else { return nil }
        switch (name, number) {
        case ("real", .double(let double)): return .double(double)
        case ("imag", .double): return .double(0)
        case ("is_integer", .double(let double)):
            return .function("is_integer") { (_) throws(TemplateError) in
                .bool(double.rounded() == double && double.isFinite)
            }
        case ("real", _), ("numerator", _): return number.big.map { Value($0) }
        case ("imag", _): return .int(0)
        case ("denominator", .int), ("denominator", .big): return .int(1)
        case ("bit_length", _), ("bit_count", _):
            guard let limbs = number.big?.limbs else { return nil }
            let count =
                name == "bit_count"
                ? limbs.reduce(0) { $0 + $1.nonzeroBitCount }
                : limbs.count * 32 - (limbs.last?.leadingZeroBitCount ?? 0)
            return .function(name) { (_) throws(TemplateError) in .int(count) }
        case ("conjugate", _): return .function(name) { (_) throws(TemplateError) in value }
        default: return nil
        }
    }
}
