/// A value that a template works with: what Python's types are to Jinja.
public enum Value {
    case undefined(Undefined)
    case none
    case bool(Bool)
    case int(Int)
    /// An integer beyond `Int`; never one that `Int` can hold.
    case big(BigInteger)
    case double(Double)
    case string(String)
    case markup(Markup)
    case list(List)
    case tuple([Value])
    case dict(Dict)
    case function(Function)
    case object(TemplateObject)
}

extension Value {
    /// nil for None: what an argument that may be None gives.
    var given: Value? { if case .none = self { nil } else { self } }

    /// A list with these items.
    public static func list(_ items: [Value]) -> Value { .list(List(items)) }

    /// A string, or None for nil.
    @export(interface) public init(_ text: String?) {
        self = if let text { .string(text) } else { .none }
    }

    /// A whole number, or None for nil.
    @export(interface) public init(_ number: Int?) {
        self = if let number { .int(number) } else { .none }
    }

    /// Python's `bool()`; throws only for a strict undefined value.
    public var isTrue: Bool { get throws(TemplateError) { try Truth.of(self) } }

    /// Python's `str()`.
    public var text: String { get throws(TemplateError) { try Text.string(self) } }

    /// Its entries, if it is a mapping.
    func mapping() throws(TemplateError) -> Dict? {
        switch self {
        case .dict(let dict): dict
        case .object(let object): try object.mapping()
        default: nil
        }
    }

    /// Python's `bytes`.
    public static func bytes(_ bytes: [UInt8]) -> Value { .object(BytesObject(bytes)) }

    /// A function that templates call.
    @export(interface) public static func function(
        _ name: String, _ body: @escaping (Arguments) throws(TemplateError) -> Value
    ) -> Value {
        .function(Function(name, body))
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { self = .string(value) }
}

extension Value: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .int(value) }
}

extension Value: ExpressibleByFloatLiteral {
    public init(floatLiteral value: Double) { self = .double(value) }
}

extension Value: ExpressibleByBooleanLiteral {
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension Value: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Value...) { self = .list(List(elements)) }
}

extension Value: ExpressibleByDictionaryLiteral {
    @export(interface) public init(dictionaryLiteral elements: (String, Value)...) {
        let dict = Dict()
        for (key, value) in elements { dict[key] = value }
        self = .dict(dict)
    }
}

/// A Python list: shared by reference, so that `{% do items.append(x) %}` is seen by all who hold it.
public final class List {
    public var items: [Value]
    public init(_ items: [Value] = []) { self.items = items }
    deinit { Release.containers(in: &items) }
}

/// A callable value.
public final class Function {
    public typealias Body = (Arguments) throws(TemplateError) -> Value

    public let name: String
    public let body: Body

    @export(interface) public init(_ name: String, _ body: @escaping Body) {
        self.name = name
        self.body = body
    }
}
