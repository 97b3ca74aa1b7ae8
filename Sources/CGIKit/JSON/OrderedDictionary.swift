/// Values by name, in the order in which the names were first set, as in Python's `dict`.
///
/// Names are equal only if their code points are; `String`'s own `==` would treat `é` and `e` + accent as one. Lookup
/// is a linear search, meant for objects of a few names.
public struct OrderedDictionary<Value> {
    /// A name with its value.
    public typealias Entry = (key: String, value: Value)

    /// The entries in their order; each name occurs once.
    public private(set) var entries: [Entry] = []

    /// No entries.
    public init() {}

    /// If a name is repeated, its last value is kept, at the place of the first.
    public init(_ entries: [Entry]) {
        if entries.count > 16 {
            self.entries = OrderedDictionary.withoutRepetition(entries)
        } else {
            for entry in entries { self[entry.key] = entry.value }
        }
    }

    /// The number of names.
    public var count: Int { entries.count }
    /// Whether there are no names.
    public var isEmpty: Bool { entries.isEmpty }
    /// The names in their order.
    public var keys: [String] { entries.map { $0.key } }

    /// The value of a name; nil if it is missing. Setting nil removes the name; a new name goes to the end.
    public subscript(key: String) -> Value? {
        get {
            guard let index = index(of: key) else { return nil }
            return entries[index].value
        }
        set {
            switch (index(of: key), newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append((key, value))
            case (nil, nil): break
            }
        }
    }

    /// Removes a name and returns its value (Python's `dict.pop(key, None)`).
    @discardableResult
    public mutating func remove(_ key: String) -> Value? {
        guard let index = index(of: key) else { return nil }
        return entries.remove(at: index).value
    }

    /// The entries by code points of their names: Python's `sort_keys=True`. (UTF-8 sorts as code points do.)
    public var sortedEntries: [Entry] {
        entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    private func index(of key: String) -> Int? {
        entries.firstIndex { sameBytes($0.key, key) }
    }

    /// By sorting, because a linear search for each of many names would let a small document cost minutes.
    private static func withoutRepetition(_ entries: [Entry]) -> [Entry] {
        let order = entries.indices.sorted { left, right in
            let (leftKey, rightKey) = (entries[left].key.utf8, entries[right].key.utf8)
            if leftKey.elementsEqual(rightKey) { return left < right }
            return leftKey.lexicographicallyPrecedes(rightKey)
        }
        var result = entries
        var isRepeated = [Bool](repeating: false, count: entries.count)
        var first = order[0]
        for index in order.dropFirst() {
            if entries[index].key.utf8.elementsEqual(entries[first].key.utf8) {
                result[first].value = entries[index].value
                isRepeated[index] = true
            } else {
                first = index
            }
        }
        return result.indices.filter { !isRepeated[$0] }.map { result[$0] }
    }
}

extension OrderedDictionary: Sendable where Value: Sendable {}
