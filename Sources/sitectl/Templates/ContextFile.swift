import CGIKit

/// A JSON object in a file: the variables of a template by name.
///
/// What JSON does not have is an object with a key of its own: `$markup` is markup, `$tuple` a tuple, `$dict` a dict whose keys
/// are of any kind (a list of pairs), `$call` a function that answers its value, `$object` an object with these attributes,
/// which prints as the text beside it under `$text`.
struct ContextFile {
    let variables: [(name: String, value: Value)]

    init(path: String) throws {
        variables = try JSONInput.object(inFile: path).entries.map { ($0.key, Value(contextJSON: $0.value)) }
    }
}

extension Value {
    fileprivate init(contextJSON json: JSONValue) { self.init(json: json) { Value(tagged: $0) } }

    /// What cannot be written in JSON.
    private init?(tagged object: OrderedDictionary<JSONValue>) {
        if case .object(let attributes)? = object["$object"] {
            self = .object(ContextObject(attributes, text: object["$text"]))
            return
        }
        guard object.count == 1, let (key, content) = object.entries.first else { return nil }
        switch (key, content) {
        case ("$markup", .string(let html)): self = .markup(Markup(html: html))
        case ("$tuple", .array(let items)): self = .tuple(items.map { Value(contextJSON: $0) })
        case ("$dict", .array(let pairs)):
            let entries = pairs.compactMap { pair -> (key: Value, value: Value)? in
                guard case .array(let items) = pair, items.count == 2 else { return nil }
                return (Value(contextJSON: items[0]), Value(contextJSON: items[1]))
            }
            guard entries.count == pairs.count else { return nil }
            self = .dict(Dict(entries))
        case ("$call", _):
            let value = Value(contextJSON: content)
            self = .function("call") { (_) throws(TemplateError) in value }
        default: return nil
        }
    }
}

/// An object of the program's own, as templates see it.
private final class ContextObject: TemplateObject {
    private let attributes: OrderedDictionary<JSONValue>
    private let text: JSONValue?

    init(_ attributes: OrderedDictionary<JSONValue>, text: JSONValue?) {
        self.attributes = attributes
        self.text = text
    }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        attributes[name].map { Value(contextJSON: $0) }
    }

    override func rendered() throws(TemplateError) -> Value {
        guard let text else { return try super.rendered() }
        return Value(contextJSON: text)
    }
}
