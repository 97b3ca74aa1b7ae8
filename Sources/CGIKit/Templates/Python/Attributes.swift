/// `value.name` and `value[key]`, with Jinja's rule that each falls back to the other.
enum Attributes {
    /// `value.name`: the attribute, else the item of that name.
    static func attribute(
        _ name: String, of value: Value, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        switch value {
        case .undefined(let undefined):
            if let own = undefined.attribute(name) { return own }
            if undefined.behavior == .chainable { return value }
            throw undefined.error
        case .dict(let dict):
            if let method = DictMethod(rawValue: name) { return DictMethods.bound(method, dict) }
            if let item = dict[name] { return item }
        case .object(let object): return try attribute(name, of: object, behavior)
        default:
            if let method = method(name, of: value) { return method }
        }
        return missing(name, of: value, behavior)
    }

    /// What the value does not have: undefined, but for the one thing about its class that templates ask for.
    private static func missing(_ name: String, of value: Value, _ behavior: UndefinedBehavior) -> Value {
        if sameBytes(name, "__class__") { return .object(ClassObject(PythonTypes.name(value))) }
        return .undefined(Undefined(.attribute(owner: PythonTypes.owner(value), name: name), behavior))
    }

    static func attribute(
        _ name: String, of object: TemplateObject, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        if let member = try object.attribute(name) { return member }
        if let item = try object.item(.string(name)) { return item }
        return missing(name, of: .object(object), behavior)
    }

    /// The attribute only, as the `attr` filter gets it.
    static func plainAttribute(
        _ name: String, of value: Value, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        switch value {
        case .undefined: return try attribute(name, of: value, behavior)
        case .dict(let dict): if let method = DictMethod(rawValue: name) { return DictMethods.bound(method, dict) }
        case .object(let object): if let member = try object.attribute(name) { return member }
        default: if let method = method(name, of: value) { return method }
        }
        return .undefined(Undefined(.attribute(owner: PythonTypes.owner(value), name: name), behavior))
    }

    /// The methods of Python's types.
    private static func method(_ name: String, of value: Value) -> Value? {
        switch value {
        case .string, .markup: StringMethod(rawValue: name).flatMap { StringMethods.bound($0, value) }
        case .list(let list): ListMethod(rawValue: name).map { ListMethods.bound($0, list) }
        case .tuple(let items): ListMethods.tupleMethod(name, items)
        case .int, .big, .bool, .double: NumberMethods.attribute(name, of: value)
        default: nil
        }
    }

    /// `value[key]`: the item, else the attribute of that name.
    static func item(_ key: Value, of value: Value, _ behavior: UndefinedBehavior) throws(TemplateError) -> Value {
        if case .undefined(let undefined) = value {
            if undefined.behavior == .chainable { return value }
            throw undefined.error
        }
        if let item = try plainItem(key, of: value) { return item }
        guard let name = Text.plain(key) else {
            return .undefined(Undefined(.element(owner: PythonTypes.owner(value), key: key), behavior))
        }
        switch value {
        case .dict(let dict): if let method = DictMethod(rawValue: name) { return DictMethods.bound(method, dict) }
        case .object(let object): if let member = try object.attribute(name) { return member }
        default: if let method = method(name, of: value) { return method }
        }
        return .undefined(Undefined(.attribute(owner: PythonTypes.owner(value), name: name), behavior))
    }

    /// The item; nil if there is none, or the value has no items.
    private static func plainItem(_ key: Value, of value: Value) throws(TemplateError) -> Value? {
        switch value {
        case .dict(let dict):
            // A key that cannot be in a dict is in none.
            do {
                return try dict.value(key)
            } catch {
                guard error.kind == .type else { throw error }
                return nil
            }
        case .object(let object): return try object.item(key)
        case .list(let list): return position(key, list.items.count).map { list.items[$0] }
        case .tuple(let items): return position(key, items.count).map { items[$0] }
        case .string, .markup:
            guard case .int = Number(key) else { return nil }
            let scalars = Text.scalars(Text.plain(value) ?? "")
            return position(key, scalars.count).map { MarkupText.like(value, String(Character(scalars[$0]))) }
        default: return nil
        }
    }

    /// An index, counted from the end if it is negative, that is inside.
    private static func position(_ key: Value, _ count: Int) -> Int? {
        let index: Int
        switch key {
        case .int(let int): index = int
        case .bool(let bool): index = bool ? 1 : 0
        default: return nil
        }
        let position = index < 0 ? index + count : index
        return position >= 0 && position < count ? position : nil
    }
}

/// `value[start:stop:step]`
enum Slices {
    static func slice(
        _ value: Value, _ start: Value?, _ stop: Value?, _ step: Value?, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        switch value {
        case .list(let list):
            return .list(List(try indices(list.items.count, start, stop, step).map { list.items[$0] }))
        case .tuple(let items): return .tuple(try indices(items.count, start, stop, step).map { items[$0] })
        case .string, .markup:
            let scalars = Text.scalars(Text.plain(value) ?? "")
            let part = try indices(scalars.count, start, stop, step).map { scalars[$0] }
            return MarkupText.like(value, Text.string(part))
        case .undefined(let undefined):
            if undefined.behavior == .chainable { return value }
            throw undefined.error
        case .object(let object):
            if let range = object as? RangeObject {
                return .object(try range.slice(start, stop, step))
            }
        default: break
        }
        if case .dict = value { throw TemplateError(.type, "unhashable type: 'slice'") }
        throw TemplateError(.type, "'\(PythonTypes.name(value))' object is not subscriptable")
    }

    /// The positions that a slice takes.
    private static func indices(
        _ count: Int, _ start: Value?, _ stop: Value?, _ step: Value?
    ) throws(TemplateError) -> [Int] {
        let (first, end, step) = try bounds(count, start, stop, step)
        var result: [Int] = []
        var index = first
        while step > 0 ? index < end : index > end {
            result.append(index)
            let (next, overflow) = index.addingReportingOverflow(step)
            if overflow { break }
            index = next
        }
        return result
    }

    /// Python's `slice.indices`.
    static func bounds(
        _ count: Int, _ start: Value?, _ stop: Value?, _ step: Value?
    ) throws(TemplateError) -> (start: Int, stop: Int, step: Int) {
        let step = try index(step) ?? 1
        guard step != 0 else { throw TemplateError(.value, "slice step cannot be zero") }
        let (lowest, highest) = step < 0 ? (-1, count - 1) : (0, count)
        func clamp(_ index: Int) -> Int { min(highest, max(lowest, index < 0 ? index + count : index)) }
        let first = try index(start).map(clamp) ?? (step < 0 ? highest : lowest)
        let end = try index(stop).map(clamp) ?? (step < 0 ? lowest : highest)
        return (first, end, step)
    }

    private static func index(_ value: Value?) throws(TemplateError) -> Int? {
        guard let value else { return nil }
        switch value {
        case .none: return nil
        case .int(let int): return max(-(1 << 60), min(1 << 60, int))
        case .bool(let bool): return bool ? 1 : 0
        case .big(let big): return big.isNegative ? -(1 << 60) : 1 << 60
        default:
            throw TemplateError(.type, "slice indices must be integers or None or have an __index__ method")
        }
    }
}

/// Calling values.
enum Calls {
    static func call(_ function: Value, _ arguments: Arguments, _ frame: Frame) throws(TemplateError) -> Value {
        switch function {
        case .function(let function): return try function.body(arguments)
        case .object(let object): return try object.call(arguments, from: frame)
        case .undefined(let undefined): throw undefined.error
        default: throw TemplateError(.type, "'\(PythonTypes.name(function))' object is not callable")
        }
    }

    /// Calls a method of one of Python's types at once, without making a function of it; nil if it is none.
    static func callMethod(
        _ method: AttributeExpression, of subject: Value, _ arguments: CallArguments, _ frame: Frame
    ) throws(TemplateError) -> Value? {
        switch subject {
        case .string:
            guard let name = StringMethod(rawValue: method.name), !name.isOfMarkupOnly else { return nil }
            return try StringMethods.call(name, subject, try arguments.evaluate(frame))
        case .dict(let dict):
            guard let name = method.dictMethod else { return nil }
            return try DictMethods.call(name, dict, try arguments.evaluate(frame))
        case .list(let list):
            guard let name = ListMethod(rawValue: method.name) else { return nil }
            return try ListMethods.call(name, list, try arguments.evaluate(frame))
        case .object(let object):
            guard method.loopMember == .cycle, let loop = object as? LoopObject else { return nil }
            return try loop.cycle(try arguments.evaluate(frame))
        default: return nil
        }
    }
}
