extension Value {
    /// The value of a JSON text, as Python's `json` reads it. An integer of more than 4300 digits becomes none.
    ///
    /// - Parameters:
    ///   - json: The JSON.
    ///   - special: Returns the value of an object that is to be something other than a dict; nil for all others.
    @export(interface) public init(json: JSONValue, special: (OrderedDictionary<JSONValue>) -> Value? = { _ in nil }) {
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
        case .array(let items): self = .list(items.map { Value(json: $0, special: special) })
        case .object(let object):
            self =
                special(object)
                ?? .dict(Dict(object.entries.map { (.string($0.key), Value(json: $0.value, special: special)) }))
        }
    }
}
