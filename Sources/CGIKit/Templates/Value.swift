/// A value that a template works with: what Python's types are to Jinja.
public enum Value {
    case undefined(Undefined)
    case none
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case markup(Markup)
    case list(List)
    case tuple([Value])
    case dict(Dict)
    case function(Function)
    case object(TemplateObject)
}

/// Why a name has no value, for the message when a template needs one.
public struct Undefined {
    public let name: String
    public init(name: String) { self.name = name }
}

/// A Python list: shared by reference, so that `{% do items.append(x) %}` is seen by all who hold it.
public final class List {
    public var items: [Value]
    public init(_ items: [Value] = []) { self.items = items }
}

/// A Python dict: keeps insertion order, shared by reference.
public final class Dict {
    public private(set) var entries: [(key: Value, value: Value)]
    public init(_ entries: [(key: Value, value: Value)] = []) { self.entries = entries }
}

/// The arguments of a call in a template: `f(1, class="input")`.
public struct Arguments {
    public typealias Keyword = (name: String, value: Value)

    public var positional: [Value]
    public var keyword: [Keyword]

    public init(positional: [Value] = [], keyword: [Keyword] = []) {
        self.positional = positional
        self.keyword = keyword
    }
}

/// A callable value.
public final class Function {
    public typealias Body = (Arguments) throws(TemplateError) -> Value

    public let name: String
    public let body: Body

    public init(_ name: String, _ body: @escaping Body) {
        self.name = name
        self.body = body
    }
}

/// What the program shows to templates: subclasses answer for `object.name`, `object(...)` and `{{ object }}`.
open class TemplateObject {
    public init() {}

    /// Python's name of the type, for error messages.
    open var typeName: String { "object" }

    /// `object.name`; nil is undefined.
    open func attribute(_ name: String) throws(TemplateError) -> Value? { nil }

    /// `object(...)`.
    open func call(_ arguments: Arguments) throws(TemplateError) -> Value {
        throw TemplateError(.type, "'\(typeName)' object is not callable")
    }

    /// `{% for item in object %}`; nil is not iterable.
    open func elements() throws(TemplateError) -> [Value]? { nil }

    /// `{% if object %}`.
    open var isTrue: Bool { true }

    /// `{{ object }}`: Python's `__html__` (markup) or `__str__` (string).
    open func rendered() throws(TemplateError) -> Value { .string("<\(typeName)>") }
}
