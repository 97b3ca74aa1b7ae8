/// A value that a template works with: what Python's types are to Jinja.
public enum Value {
    /// A name or attribute that does not exist (Jinja's `Undefined`).
    case undefined(Undefined)
    /// Python's `None`.
    case none
    /// Python's `bool`.
    case bool(Bool)
    /// Python's `int`, as far as it fits into 64 bits.
    case int(Int)
    /// Python's `int` beyond 64 bits; never a number that fits into `Int`.
    case big(BigInteger)
    /// Python's `float`.
    case double(Double)
    /// Python's `str`, which autoescaping escapes.
    case string(String)
    /// markupsafe's `Markup`, which is not escaped.
    case markup(Markup)
    /// Python's `list`.
    case list(List)
    /// Python's `tuple`.
    case tuple([Value])
    /// Python's `dict`.
    case dict(Dict)
    /// A function that templates can call.
    case function(Function)
    /// An object of the program.
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

    /// Python's `bool()`.
    ///
    /// - Throws: Jinja's `UndefinedError` for a strict undefined value.
    public var isTrue: Bool { get throws(TemplateError) { try Truth.of(self) } }

    /// Python's `str()`.
    ///
    /// - Throws: A ``TemplateError`` for a strict undefined value, and whatever an object throws.
    public var text: String { get throws(TemplateError) { try Text.string(self) } }

    /// Its entries, if it is a mapping.
    func mapping() throws(TemplateError) -> Dict? {
        switch self {
        case .dict(let dict): dict
        case .object(let object): try object.mapping()
        default: nil
        }
    }

    /// Python's `bytes`, which templates print as `b'…'`.
    public static func bytes(_ bytes: [UInt8]) -> Value { .object(BytesObject(bytes)) }

    /// A function that templates can call.
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

/// A Python list, shared by reference: a change by `{% do items.append(x) %}` is seen wherever it is used.
public final class List {
    /// The items in their order.
    public var items: [Value]
    /// A new list.
    public init(_ items: [Value] = []) { self.items = items }
    deinit { Release.containers(in: &items) }
}

/// A callable value.
public final class Function {
    /// What a call does.
    public typealias Body = (Arguments) throws(TemplateError) -> Value

    /// The name that error messages show.
    public let name: String
    /// What a call does.
    public let body: Body

    /// A function with a name for error messages.
    @export(interface) public init(_ name: String, _ body: @escaping Body) {
        self.name = name
        self.body = body
    }
}
