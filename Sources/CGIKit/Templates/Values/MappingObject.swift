/// What the program shows to templates as a mapping from text (Python's `Mapping`): `m.get("a", 1)`, `m["a"]`, `m.a`,
/// `"a" in m`, `m.items()`, `{% for key in m %}`, `**m`. Subclasses compute a value when it is used.
open class MappingObject: TemplateObject {
    /// For subclasses; by itself the mapping is empty.
    public override init() { super.init() }

    /// The value of a key; nil if it is missing.
    ///
    /// - Throws: A ``TemplateError`` if the value cannot be computed.
    open func value(of key: String) throws(TemplateError) -> Value? { nil }

    /// What is shown for a key where all are shown, such as in `items()`.
    ///
    /// - Throws: A ``TemplateError`` if the value cannot be computed.
    open func listedValue(of key: String) throws(TemplateError) -> Value? { try value(of: key) }

    /// All keys, each once.
    ///
    /// - Throws: A ``TemplateError`` if the keys cannot be determined.
    open func keys() throws(TemplateError) -> [String] { [] }

    @export(interface) open override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "get":
            return .function("get") { (arguments) throws(TemplateError) in
                // Werkzeug's takes a type, too, which a template has no name for.
                let given = try arguments.bound(to: "get", "key", "default", "type", required: 1)
                return try given[0].flatMap { (key) throws(TemplateError) in try self.item(key) } ?? given[1] ?? .none
            }
        case "items", "keys", "values":
            guard let method = DictMethod(rawValue: name) else { return nil }
            return DictMethods.bound(method, try dict())
        case "copy", "to_dict":
            return .function(Function(name) { (_) throws(TemplateError) in .dict(try self.dict()) })
        default: return nil
        }
    }

    @export(interface) public final override func item(_ key: Value) throws(TemplateError) -> Value? {
        guard let key = Text.plain(key) else { return nil }
        return try value(of: key)
    }

    public final override func contains(_ key: Value) throws(TemplateError) -> Bool? { try item(key) != nil }
    public final override func elements() throws(TemplateError) -> [Value]? { try keys().map { .string($0) } }
    public final override func mapping() throws(TemplateError) -> Dict? { try dict() }
    public final override var length: Int? { (try? keys())?.count }
    public final override var isTrue: Bool { length != 0 }

    open override func rendered() throws(TemplateError) -> Value {
        .string("<\(typeName) \(try PythonText.repr(.dict(try dict())))>")
    }

    private func dict() throws(TemplateError) -> Dict {
        let dict = Dict()
        for key in try keys() { dict[key] = try listedValue(of: key) }
        return dict
    }
}
