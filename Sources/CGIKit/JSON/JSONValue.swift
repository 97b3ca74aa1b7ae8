/// A JSON value (RFC 8259) as Python's `json` module reads it: integers and floats kept apart, integers of any size,
/// objects in the order written.
public enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    /// An integer that does not fit `Int`: its decimal digits, with `-` if negative.
    case bigInt(String)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(OrderedDictionary<JSONValue>)

    public var bool: Bool? {
        if case .bool(let value) = self { return value }
        return nil
    }

    public var int: Int? {
        if case .int(let value) = self { return value }
        return nil
    }

    public var string: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    public var array: [JSONValue]? {
        if case .array(let values) = self { return values }
        return nil
    }

    public var object: OrderedDictionary<JSONValue>? {
        if case .object(let object) = self { return object }
        return nil
    }

    /// The value of an object's member; nil if there is none, or if this is no object.
    public subscript(key: String) -> JSONValue? { object?[key] }
}

/// What is wrong with a JSON text, and at which byte.
public struct JSONError: Error, Equatable {
    public let message: String
    /// Bytes from the start of the text.
    public let offset: Int

    /// For people: `invalid escape at byte 17`.
    public var description: String { "\(message) at byte \(offset)" }
}
