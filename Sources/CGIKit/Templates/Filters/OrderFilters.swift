/// Filters that sort and group. Without `case_sensitive` upper and lower case are the same.
enum OrderFilters {
    static func apply(
        _ filter: FilterName, _ value: Value, _ arguments: Arguments, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        switch filter {
        case .sort: try sorted(value, arguments, behavior)
        case .dictsort: try sortedEntries(value, arguments)
        case .unique: try unique(value, arguments, behavior)
        default: try groups(value, arguments, behavior)
        }
    }

    static func withoutCase(_ value: Value) -> Value {
        Text.plain(value).map { .string(UnicodeText.lowercased($0)) } ?? value
    }

    private static func sorted(
        _ value: Value, _ arguments: Arguments, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_sort", "reverse", "case_sensitive", "attribute")
        let isCaseSensitive = try given[1].map(Truth.of) ?? false
        var paths: [AttributePath] = []
        if let attribute = given[2], let text = Text.plain(attribute) {
            for part in StringSplitting.split(text, ",", -1, fromEnd: false) {
                paths.append(AttributePath(.string(part), behavior))
            }
        } else {
            paths.append(AttributePath(given[2], behavior))
        }
        let items = try ValueIterator.all(value)
        let isReversed = try given[0].map(Truth.of) ?? false
        return .list(
            List(
                try Sorting.sorted(items, reverse: isReversed) { (item) throws(TemplateError) in
                    var keys: [Value] = []
                    for path in paths {
                        let key = try path.value(of: item)
                        keys.append(isCaseSensitive ? key : withoutCase(key))
                    }
                    return .tuple(keys)
                }))
    }

    private static func sortedEntries(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_dictsort", "case_sensitive", "by", "reverse")
        let isCaseSensitive = try given[0].map(Truth.of) ?? false
        let by = try given[1].map(Text.string) ?? "key"
        guard by == "key" || by == "value" else {
            throw TemplateError(.filterArgument, "You can only sort by either \"key\" or \"value\"")
        }
        guard let dict = try value.mapping() else {
            if case .undefined(let undefined) = value { throw undefined.error }
            throw TemplateError(.attribute, "'\(PythonTypes.name(value))' object has no attribute 'items'")
        }
        let items = dict.entries.map { Value.tuple([$0.key, $0.value]) }
        let isReversed = try given[2].map(Truth.of) ?? false
        return .list(
            List(
                try Sorting.sorted(items, reverse: isReversed) { (item) throws(TemplateError) in
                    guard case .tuple(let pair) = item else { return item }
                    let key = by == "key" ? pair[0] : pair[1]
                    return isCaseSensitive ? key : withoutCase(key)
                }))
    }

    private static func unique(
        _ value: Value, _ arguments: Arguments, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_unique", "case_sensitive", "attribute")
        let isCaseSensitive = try given[0].map(Truth.of) ?? false
        let path = AttributePath(given[1], behavior)
        let seen = Dict()
        var items = LazyItems(value)
        return .object(
            Generator("do_unique") { () throws(TemplateError) in
                while let item = try items.next() {
                    let found = try path.value(of: item)
                    let key = isCaseSensitive ? found : withoutCase(found)
                    if try seen.value(key) != nil { continue }
                    try seen.set(key, to: true)
                    return item
                }
                return nil
            })
    }

    private static func groups(
        _ value: Value, _ arguments: Arguments, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_groupby", "attribute", "default", "case_sensitive", required: 1)
        let path = AttributePath(given[0], behavior)
        var fallback = given[1]
        if case .some(.none) = fallback { fallback = nil }
        let isCaseSensitive = try given[2].map(Truth.of) ?? false
        func key(_ item: Value) throws(TemplateError) -> Value {
            let key = try path.value(of: item, default: fallback)
            return isCaseSensitive ? key : withoutCase(key)
        }
        let items = try Sorting.sorted(try ValueIterator.all(value), reverse: false, key)
        var groups: [Value] = []
        var members: [Value] = []
        var current: Value?
        func finish() throws(TemplateError) {
            guard let first = members.first else { return }
            groups.append(.object(Group(try path.value(of: first, default: fallback), members)))
            members = []
        }
        for item in items {
            let next = try key(item)
            if let previous = current, try !Comparison.equal(previous, next) { try finish() }
            current = next
            members.append(item)
        }
        try finish()
        return .list(List(groups))
    }
}

/// A pair that `groupby` makes, with names for its halves.
final class Group: TemplateObject {
    private let grouper: Value
    private let list: List

    init(_ grouper: Value, _ items: [Value]) {
        self.grouper = grouper
        list = List(items)
    }

    private var pair: Value { .tuple([grouper, .list(list)]) }

    override var typeName: String { "_GroupTuple" }
    override var qualifiedTypeName: String { "jinja2.filters._GroupTuple" }
    override var length: Int? { 2 }
    override func elements() throws(TemplateError) -> [Value]? { [grouper, .list(list)] }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "grouper": grouper
        case "list": .list(list)
        default: nil
        }
    }

    override func item(_ key: Value) throws(TemplateError) -> Value? {
        let item = try Attributes.item(key, of: pair, .lenient)
        if case .undefined = item { return nil }
        return item
    }

    override func rendered() throws(TemplateError) -> Value { .string(try PythonText.repr(pair)) }
}
