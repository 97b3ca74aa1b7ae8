/// A Python dict: it keeps insertion order and is shared by reference. Equal keys are Python's: 1, 1.0 and True are one
/// key.
public final class Dict {
    /// A key with its value.
    public typealias Entry = (key: Value, value: Value)

    /// The entries in the order in which their keys were first set.
    public private(set) var entries: [Entry]
    /// Positions in `entries` by hash, made when there are so many that looking through them is slow.
    private var index: [Int32] = []
    private static var smallCount: Int { 12 }

    /// An empty dict.
    public init() { entries = [] }

    /// - Parameter entries: Their keys must differ; this is not checked.
    public init(_ entries: [Entry]) { self.entries = entries }

    deinit {
        var values = takeContainers()
        Release.containers(in: &values)
    }

    /// The values that hold others, taken out.
    func takeContainers() -> [Value] {
        var values: [Value] = []
        for entry in entries where Release.isContainer(entry.value) { values.append(entry.value) }
        if !values.isEmpty { entries = [] }
        return values
    }

    /// The number of keys.
    public var count: Int { entries.count }

    /// The value of a string key; nil if it is missing. Setting nil removes the key.
    public subscript(key: String) -> Value? {
        get {
            guard let position = position(of: key) else { return nil }
            return entries[position].value
        }
        set {
            if let newValue {
                set(.string(key), at: position(of: key), to: newValue)
            } else if let position = position(of: key) {
                remove(at: position)
            }
        }
    }

    func value(_ key: Value) throws(TemplateError) -> Value? {
        guard let position = try position(of: key) else { return nil }
        return entries[position].value
    }

    func set(_ key: Value, to value: Value) throws(TemplateError) {
        set(key, at: try position(of: key), to: value)
    }

    func remove(_ key: Value) throws(TemplateError) -> Value? {
        guard let position = try position(of: key) else { return nil }
        let value = entries[position].value
        remove(at: position)
        return value
    }

    func removeLast() -> Entry? {
        guard let last = entries.last else { return nil }
        remove(at: entries.count - 1)
        return last
    }

    func removeAll() {
        entries = []
        index = []
    }

    /// A dict with the same entries, which can be changed separately (Python's `dict.copy`).
    public func copy() -> Dict { Dict(entries) }

    private func set(_ key: Value, at position: Int?, to value: Value) {
        if let position {
            entries[position].value = value
            return
        }
        entries.append((key, value))
        guard !index.isEmpty else { return }
        if entries.count * 2 > index.count { index = [] } else { insertIntoIndex(entries.count - 1) }
    }

    private func remove(at position: Int) {
        entries.remove(at: position)
        index = []
    }

    private func position(of key: String) -> Int? {
        if entries.count > Dict.smallCount {
            return try? indexedPosition(of: .string(key), hash: PythonHash.of(key))
        }
        for position in entries.indices {
            switch entries[position].key {
            case .string(let text): if sameBytes(text, key) { return position }
            case .markup(let markup): if sameBytes(markup.html, key) { return position }
            default: break
            }
        }
        return nil
    }

    private func position(of key: Value) throws(TemplateError) -> Int? {
        if case .string(let text) = key { return position(of: text) }
        let hash = try PythonHash.of(key)
        if entries.count > Dict.smallCount { return try indexedPosition(of: key, hash: hash) }
        for position in entries.indices where try Comparison.equal(entries[position].key, key) { return position }
        return nil
    }

    private func indexedPosition(of key: Value, hash: UInt) throws(TemplateError) -> Int? {
        if index.isEmpty { buildIndex() }
        var slot = Int(hash % UInt(index.count))
        while index[slot] >= 0 {
            let position = Int(index[slot])
            if try Comparison.equal(entries[position].key, key) { return position }
            slot = slot + 1 == index.count ? 0 : slot + 1
        }
        return nil
    }

    private func buildIndex() {
        index = Array(repeating: -1, count: entries.count * 4 + 1)
        for position in entries.indices { insertIntoIndex(position) }
    }

    private func insertIntoIndex(_ position: Int) {
        let hash = (try? PythonHash.of(entries[position].key)) ?? 0
        var slot = Int(hash % UInt(index.count))
        while index[slot] >= 0 { slot = slot + 1 == index.count ? 0 : slot + 1 }
        index[slot] = Int32(position)
    }
}

/// Hashes under which Python's equal keys are equal.
enum PythonHash {
    static func of(_ text: String) -> UInt { text.withBytes { of($0) } }

    static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt {
        var hash: UInt = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt(byte)) &* 0x100_0000_01b3 }
        return hash
    }

    static func of(_ value: Value) throws(TemplateError) -> UInt {
        switch value {
        case .string(let text): return of(text)
        case .markup(let markup): return of(markup.html)
        case .undefined(let undefined):
            try undefined.checkLenient()
            return 1
        case .none: return 2
        case .bool(let bool): return bool ? 1 : 0
        case .int(let int): return UInt(bitPattern: int)
        case .big(let big): return try of(.double(big.double))
        case .double(let double):
            if let int = Int(exactly: double) { return UInt(bitPattern: int) }
            return UInt(truncatingIfNeeded: double.bitPattern >> 12)
        case .tuple(let items):
            var stepsLeft = 1_000_000
            return try of(items, 0, &stepsLeft)
        case .list: throw TemplateError(.type, "unhashable type: 'list'")
        case .dict: throw TemplateError(.type, "unhashable type: 'dict'")
        case .function: return 3
        case .object: return 4
        }
    }

    private static func of(_ items: [Value], _ depth: Int, _ stepsLeft: inout Int) throws(TemplateError) -> UInt {
        var hash: UInt = 31
        for item in items {
            stepsLeft -= 1
            guard stepsLeft > 0, depth < 200 else { throw TemplateError(.recursion, "too many values in a key") }
            let part = if case .tuple(let items) = item { try of(items, depth + 1, &stepsLeft) } else { try of(item) }
            hash = hash &* 1_000_003 ^ part
        }
        return hash
    }
}
