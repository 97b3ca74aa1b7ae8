/// A JSON value (RFC 8259) as Python's `json` module reads it: integers and floats kept apart, integers of any size,
/// objects in the order written.
public enum JSONValue: Sendable {
    /// Python's `None`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction and exponent that fits into 64 bits.
    case int(Int)
    /// An integer that does not fit `Int`: its decimal digits, with `-` if negative.
    case bigInt(String)
    /// A number with a fraction or an exponent.
    case double(Double)
    /// Text.
    case string(String)
    /// Python's `list`.
    case array([JSONValue])
    /// Python's `dict`, in the order of the text.
    case object(OrderedDictionary<JSONValue>)

    /// The value of ``bool(_:)``; nil for every other kind.
    public var bool: Bool? {
        if case .bool(let value) = self { return value }
        return nil
    }

    /// The value of ``int(_:)``; nil for every other kind, also for ``bigInt(_:)`` and `1.0`.
    public var int: Int? {
        if case .int(let value) = self { return value }
        return nil
    }

    /// The text of ``string(_:)``; nil for every other kind.
    public var string: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    /// The items of ``array(_:)``; nil for every other kind.
    public var array: [JSONValue]? {
        if case .array(let values) = self { return values }
        return nil
    }

    /// The members of ``object(_:)``; nil for every other kind.
    public var object: OrderedDictionary<JSONValue>? {
        if case .object(let object) = self { return object }
        return nil
    }

    /// The value of an object's member; nil if it is missing or this is not an object.
    public subscript(key: String) -> JSONValue? { object?[key] }
}

/// What is wrong with a JSON text, and at which byte.
public struct JSONError: Error, Equatable {
    /// What was expected or is not allowed, without the place.
    public let message: String
    /// Bytes from the start of the text.
    public let offset: Int

    /// For people: `invalid escape at byte 17`.
    public var description: String { "\(message) at byte \(offset)" }
}
