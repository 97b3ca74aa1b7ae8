import CGIKit

/// A JSON object in a file: the variables of a template by name.
///
/// An object with the one key `$markup` is markup, one with the one key `$call` a function that answers its value.
struct ContextFile {
    let variables: [(name: String, value: Value)]

    init(path: String) throws {
        variables = try JSONInput.object(inFile: path).entries.map { ($0.key, Value(json: $0.value)) }
    }
}

extension Value {
    init(json: JSONValue) {
        switch json {
        case .null: self = .none
        case .bool(let bool): self = .bool(bool)
        case .int(let int): self = .int(int)
        case .bigInt(let text):
            let isNegative = text.utf8.first == UInt8(ascii: "-")
            let digits = text.utf8.dropFirst(isNegative ? 1 : 0)
            self = BigInteger(digits: digits, radix: 10, isNegative: isNegative).map { .big($0) } ?? .none
        case .double(let double): self = .double(double)
        case .string(let text): self = .string(text)
        case .array(let items): self = .list(items.map { Value(json: $0) })
        case .object(let object):
            self = Value(tagged: object) ?? .dict(Dict(object.entries.map { (.string($0.key), Value(json: $0.value)) }))
        }
    }

    /// What cannot be written in JSON.
    private init?(tagged object: OrderedDictionary<JSONValue>) {
        guard object.count == 1, let (key, content) = object.entries.first else { return nil }
        switch (key, content) {
        case ("$markup", .string(let html)): self = .markup(Markup(html: html))
        case ("$call", _):
            let value = Value(json: content)
            self = .function("call") { (_) throws(TemplateError) in value }
        default: return nil
        }
    }
}
