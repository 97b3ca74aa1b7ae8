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

    /// `object[key]`; nil falls back to the attribute.
    open func item(_ key: Value) throws(TemplateError) -> Value? { nil }

    /// `object|length`; nil has none.
    open var length: Int? { nil }

    /// `key in object`; nil: look through the elements.
    open func contains(_ key: Value) throws(TemplateError) -> Bool? { nil }

    /// What `**object` and `dict(object)` take over, if it is a mapping.
    open func mapping() throws(TemplateError) -> Dict? { nil }

    // What the engine's own objects need besides.

    /// The name with its module, as messages about undefined attributes give it.
    var qualifiedTypeName: String { typeName }

    /// Whether the object can be called, for `is callable`.
    var isCallable: Bool { false }

    /// A call that may need the frame of the template that makes it: its autoescape setting, its place on the stack.
    func call(_ arguments: Arguments, from frame: Frame) throws(TemplateError) -> Value { try call(arguments) }

    /// The next of a series that can be gone through once; only asked of objects that are ``isIterator``.
    func next() throws(TemplateError) -> Value? { nil }
    var isIterator: Bool { false }

    /// Whether two objects are equal though not the same.
    func isEqual(to other: TemplateObject) throws(TemplateError) -> Bool { self === other }

    /// A member of the `loop` variable, known when the template was parsed.
    func loopMember(_ member: LoopMember) throws(TemplateError) -> Value? { nil }
}
