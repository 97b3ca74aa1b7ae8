/// Python's `range`.
final class RangeObject: TemplateObject {
    let start: Int
    let stop: Int
    let step: Int
    let count: Int

    init(start: Int, stop: Int, step: Int) throws(TemplateError) {
        guard step != 0 else { throw TemplateError(.value, "range() arg 3 must not be zero") }
        self.start = start
        self.stop = stop
        self.step = step
        let (distance, overflow) =
            step > 0 ? stop.subtractingReportingOverflow(start) : start.subtractingReportingOverflow(stop)
        guard !overflow, step != .min else { throw TemplateError(.overflow, "range too large") }
        let magnitude = step > 0 ? step : -step
        count = distance <= 0 ? 0 : (distance - 1) / magnitude + 1
        super.init()
    }

    subscript(index: Int) -> Int { start + index * step }

    override var typeName: String { "range" }
    override var isTrue: Bool { count > 0 }
    override var length: Int? { count }

    override func rendered() throws(TemplateError) -> Value {
        return .string(step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))")
    }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "start": .int(start)
        case "stop": .int(stop)
        case "step": .int(step)
        case "index", "count": ListMethods.tupleMethod(name, try elements() ?? [])
        default: nil
        }
    }

    override func elements() throws(TemplateError) -> [Value]? {
        guard count <= ValueIterator.limit else { throw ValueIterator.tooMany }
        return (0..<count).map { .int(self[$0]) }
    }

    override func item(_ key: Value) throws(TemplateError) -> Value? {
        guard case .int(let index) = Number(key) else { return nil }
        if case .double = key { return nil }
        let position = index < 0 ? index + count : index
        return position >= 0 && position < count ? .int(self[position]) : nil
    }

    override func contains(_ key: Value) throws(TemplateError) -> Bool? {
        guard let number = Number(key) else { return false }
        guard let value = number.big?.int ?? Int(exactly: number.double), count > 0 else { return false }
        let (low, high) = step > 0 ? (start, self[count - 1]) : (self[count - 1], start)
        guard value >= low, value <= high else { return false }
        return (value - start) % step == 0
    }

    override func isEqual(to other: TemplateObject) throws(TemplateError) -> Bool {
        guard let other = other as? RangeObject else { return false }
        return count == other.count && (count == 0 || start == other.start && (count == 1 || step == other.step))
    }

    func slice(_ start: Value?, _ stop: Value?, _ step: Value?) throws(TemplateError) -> RangeObject {
        let bounds = try Slices.bounds(count, start, stop, step)
        return try RangeObject(
            start: self.start + bounds.start * self.step, stop: self.start + bounds.stop * self.step,
            step: bounds.step * self.step)
    }
}

/// What lazy filters return: it can be gone through once.
final class Generator: TemplateObject {
    typealias Next = () throws(TemplateError) -> Value?

    private let name: String
    private let produce: Next

    init(_ name: String, _ next: @escaping Next) {
        self.name = name
        produce = next
    }

    /// - Parameter items: makes all items when the first is asked for.
    convenience init(_ name: String, items: @escaping () throws(TemplateError) -> [Value]) {
        var made: [Value]?
        var index = 0
        self.init(name) { () throws(TemplateError) in
            let all = if let made { made } else { try items() }
            made = all
            guard index < all.count else { return nil }
            index += 1
            return all[index - 1]
        }
    }

    override var typeName: String { "generator" }
    override var isIterator: Bool { true }
    override func next() throws(TemplateError) -> Value? { try produce() }
    override func rendered() throws(TemplateError) -> Value { .string("<generator object \(name) at 0x7f0000000000>") }
}

/// `dict.items()` and its like.
final class DictView: TemplateObject {
    enum Kind: String { case items = "dict_items", keys = "dict_keys", values = "dict_values" }

    private let dict: Dict
    private let kind: Kind

    init(_ dict: Dict, _ kind: Kind) {
        self.dict = dict
        self.kind = kind
    }

    override var typeName: String { kind.rawValue }
    override var isTrue: Bool { dict.count > 0 }
    override var length: Int? { dict.count }

    override func elements() throws(TemplateError) -> [Value]? { list }

    private var list: [Value] {
        switch kind {
        case .items: dict.entries.map { .tuple([$0.key, $0.value]) }
        case .keys: dict.entries.map { $0.key }
        case .values: dict.entries.map { $0.value }
        }
    }

    override func rendered() throws(TemplateError) -> Value {
        .string("\(kind.rawValue)(\(try PythonText.repr(.list(List(list)))))")
    }

    override func contains(_ key: Value) throws(TemplateError) -> Bool? {
        kind == .keys ? try dict.value(key) != nil : nil
    }
}

/// `namespace(…)`: attributes that `set` can change from inner scopes.
final class Namespace: TemplateObject {
    let attributes: Dict

    init(_ attributes: Dict) { self.attributes = attributes }

    override var typeName: String { "Namespace" }
    override var qualifiedTypeName: String { "jinja2.utils.Namespace" }
    override func attribute(_ name: String) throws(TemplateError) -> Value? { attributes[name] }
    override func item(_ key: Value) throws(TemplateError) -> Value? { try? attributes.value(key) }

    override func rendered() throws(TemplateError) -> Value {
        .string("<Namespace \(try PythonText.repr(.dict(attributes)))>")
    }
}

/// `cycler('odd', 'even')`
final class Cycler: TemplateObject {
    private let items: [Value]
    private var position = 0

    init(_ items: [Value]) throws(TemplateError) {
        guard !items.isEmpty else { throw TemplateError(.pythonRuntime, "at least one item has to be provided") }
        self.items = items
        super.init()
    }

    override var typeName: String { "Cycler" }
    override var qualifiedTypeName: String { "jinja2.utils.Cycler" }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "current": return items[position]
        case "next":
            return .function("next") { (_) throws(TemplateError) in
                defer { self.position = (self.position + 1) % self.items.count }
                return self.items[self.position]
            }
        case "reset":
            return .function("reset") { (_) throws(TemplateError) in
                self.position = 0
                return .none
            }
        case "items": return .tuple(items)
        case "pos": return .int(position)
        default: return nil
        }
    }
}

/// `joiner(', ')`: nothing the first time it is called.
final class Joiner: TemplateObject {
    private let separator: Value
    private var isUsed = false

    init(_ separator: Value) { self.separator = separator }

    override var typeName: String { "Joiner" }
    override var qualifiedTypeName: String { "jinja2.utils.Joiner" }
    override var isCallable: Bool { true }

    override func call(_ arguments: Arguments) throws(TemplateError) -> Value {
        defer { isUsed = true }
        return isUsed ? separator : ""
    }
}

/// Python's `bytes`, as far as `str.encode` leads to it.
final class BytesObject: TemplateObject {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    override var typeName: String { "bytes" }
    override var isTrue: Bool { !bytes.isEmpty }
    override var length: Int? { bytes.count }
    override func elements() throws(TemplateError) -> [Value]? { bytes.map { .int(Int($0)) } }

    override func isEqual(to other: TemplateObject) throws(TemplateError) -> Bool {
        (other as? BytesObject)?.bytes == bytes
    }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        guard name == "decode" else { return nil }
        return .function("decode") { (_) throws(TemplateError) in .string(String(utf8: self.bytes)) }
    }

    override func rendered() throws(TemplateError) -> Value {
        let quote: Unicode.Scalar =
            bytes.contains(UInt8(ascii: "'")) && !bytes.contains(UInt8(ascii: "\"")) ? "\"" : "'"
        var text = "b\(quote)"
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n"): text += "\\n"
            case UInt8(ascii: "\r"): text += "\\r"
            case UInt8(ascii: "\t"): text += "\\t"
            case UInt8(quote.value), UInt8(ascii: "\\"): text += "\\\(Unicode.Scalar(byte))"
            case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                var hex: [UInt8] = []
                PythonText.appendHex(UInt32(byte), digits: 2, to: &hex)
                text += "\\x" + String(utf8: hex)
            }
        }
        return .string(text + String(Character(quote)))
    }
}

/// `value.__class__`: nothing but its name. Python's own classes are a way out of the template.
final class ClassObject: TemplateObject {
    private let name: String

    init(_ name: String) { self.name = name }

    override var typeName: String { "type" }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        name == "__name__" ? .string(self.name) : nil
    }

    override func rendered() throws(TemplateError) -> Value { .string("<class '\(name)'>") }
}
