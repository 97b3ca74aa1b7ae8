import CGIKit

/// A JSON object in a file: the variables of a template by name.
///
/// An object with the one key `$markup` is markup, one with the one key `$call` a function that answers its value.
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
        guard object.count == 1, let (key, content) = object.entries.first else { return nil }
        switch (key, content) {
        case ("$markup", .string(let html)): self = .markup(Markup(html: html))
        case ("$call", _):
            let value = Value(contextJSON: content)
            self = .function("call") { (_) throws(TemplateError) in value }
        default: return nil
        }
    }
}
