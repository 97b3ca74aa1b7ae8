/// The items of a value that is only looked at when the first is asked for, as Python's generators do.
struct LazyItems {
    private let value: Value
    private var iterator: ValueIterator?

    init(_ value: Value) { self.value = value }

    mutating func next() throws(TemplateError) -> Value? {
        if iterator == nil { iterator = try ValueIterator(value) }
        return try iterator?.next()
    }
}

/// Goes through the items of a value as Python's `for` does.
struct ValueIterator {
    private enum Source {
        case items([Value])
        case list(List)
        case scalars([Unicode.Scalar])
        case range(RangeObject)
        case series(TemplateObject)
    }

    /// How many items of a range are gone through.
    static var limit: Int { 10_000_000 }
    static var tooMany: TemplateError { TemplateError(.memory, "more than \(limit) items") }

    private let source: Source
    private var index = 0
    /// How many items there are in all, if that is known before going through them.
    let knownCount: Int?

    init(_ value: Value) throws(TemplateError) {
        (source, knownCount) = try ValueIterator.source(value)
    }

    private static func source(_ value: Value) throws(TemplateError) -> (Source, Int?) {
        switch value {
        case .list(let list): return (.list(list), list.items.count)
        case .tuple(let items): return (.items(items), items.count)
        case .dict(let dict): return (.items(dict.entries.map { $0.key }), dict.count)
        case .string(let text): return source(text)
        case .markup(let markup): return source(markup.html)
        case .undefined(let undefined):
            try undefined.checkLenient()
            return (.items([]), 0)
        case .object(let object): return try source(object)
        default: throw TemplateError(.type, "'\(PythonTypes.name(value))' object is not iterable")
        }
    }

    private static func source(_ text: String) -> (Source, Int?) {
        let scalars = Text.scalars(text)
        return (.scalars(scalars), scalars.count)
    }

    private static func source(_ object: TemplateObject) throws(TemplateError) -> (Source, Int?) {
        if let range = object as? RangeObject { return (.range(range), range.count) }
        if object.isIterator { return (.series(object), nil) }
        if let items = try object.elements() { return (.items(items), items.count) }
        throw TemplateError(.type, "'\(object.typeName)' object is not iterable")
    }

    @inline(__always)
    mutating func next() throws(TemplateError) -> Value? {
        let index = index
        self.index = index + 1
        switch source {
        case .items(let items): return index < items.count ? items[index] : nil
        case .list(let list): return index < list.items.count ? list.items[index] : nil
        case .scalars(let scalars):
            return index < scalars.count ? .string(String(Character(scalars[index]))) : nil
        case .range(let range):
            guard index < range.count else { return nil }
            if index == ValueIterator.limit { throw ValueIterator.tooMany }
            return .int(range[index])
        case .series(let object): return try object.next()
        }
    }

    /// All items that are left.
    static func all(_ value: Value) throws(TemplateError) -> [Value] {
        if case .list(let list) = value { return list.items }
        if case .tuple(let items) = value { return items }
        var iterator = try ValueIterator(value)
        var items: [Value] = []
        while let item = try iterator.next() {
            items.append(item)
            if items.count > limit { throw tooMany }
        }
        return items
    }
}
