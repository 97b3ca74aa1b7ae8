/// What the program shows to templates. Subclasses define what `object.name`, `object(...)` and `{{ object }}` mean.
open class TemplateObject {
    /// For subclasses; by itself the object has no attributes.
    public init() {}

    /// Python's name of the type, for error messages.
    open var typeName: String { "object" }

    /// `object.name`; nil is undefined.
    ///
    /// - Throws: A ``TemplateError`` if the value cannot be made. An attribute that does not exist is no error.
    open func attribute(_ name: String) throws(TemplateError) -> Value? { nil }

    /// `object(...)`.
    ///
    /// - Throws: Python's `TypeError` if the object cannot be called or the arguments are wrong.
    open func call(_ arguments: Arguments) throws(TemplateError) -> Value {
        throw TemplateError(.type, "'\(typeName)' object is not callable")
    }

    /// `{% for item in object %}`; nil if the object is not iterable.
    ///
    /// - Throws: A ``TemplateError`` if the items cannot be made.
    open func elements() throws(TemplateError) -> [Value]? { nil }

    /// `{% if object %}`.
    open var isTrue: Bool { true }

    /// `{{ object }}`: Python's `__html__` (markup) or `__str__` (string).
    ///
    /// - Throws: A ``TemplateError`` if the text cannot be made.
    open func rendered() throws(TemplateError) -> Value { .string("<\(typeName)>") }

    /// `object[key]`; nil falls back to the attribute.
    ///
    /// - Throws: A ``TemplateError`` if the value cannot be made.
    open func item(_ key: Value) throws(TemplateError) -> Value? { nil }

    /// `object|length`; nil if the object has none.
    open var length: Int? { nil }

    /// `key in object`; nil if the ``elements()`` are to be searched.
    ///
    /// - Throws: A ``TemplateError`` if the key is of the wrong type.
    open func contains(_ key: Value) throws(TemplateError) -> Bool? { nil }

    /// The entries that `**object` and `dict(object)` use; nil if the object is not a mapping.
    ///
    /// - Throws: A ``TemplateError`` if the entries cannot be made.
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
