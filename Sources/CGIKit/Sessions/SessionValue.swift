/// A value in a session: what Flask's session cookie can hold.
public enum SessionValue: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    /// An integer that does not fit `Int`: its decimal digits, with `-` if negative.
    case bigInt(String)
    case double(Double)
    case string(String)
    case list([SessionValue])
    case tuple([SessionValue])
    case dict(OrderedDictionary<SessionValue>)
    case bytes([UInt8])
    case markup(Markup)
    /// The 16 bytes of a `uuid.UUID`.
    case uuid([UInt8])
    case datetime(HTTPDate)

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

    /// The items of a list or a tuple.
    public var items: [SessionValue]? {
        switch self {
        case .list(let items), .tuple(let items): return items
        default: return nil
        }
    }

    /// Whether Python's `bool()` of it is true.
    public var isTrue: Bool {
        switch self {
        case .null: return false
        case .bool(let value): return value
        case .int(let value): return value != 0
        case .double(let value): return value != 0
        case .string(let text): return !text.isEmpty
        case .markup(let markup): return !markup.html.isEmpty
        case .list(let items), .tuple(let items): return !items.isEmpty
        case .dict(let dict): return !dict.isEmpty
        case .bytes(let bytes): return !bytes.isEmpty
        case .bigInt, .uuid, .datetime: return true
        }
    }
}
