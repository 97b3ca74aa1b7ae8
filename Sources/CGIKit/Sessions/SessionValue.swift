/// A value in a session: what Flask's session cookie can hold.
public enum SessionValue: Sendable {
    /// Python's `None`.
    case null
    /// Python's `bool`.
    case bool(Bool)
    /// Python's `int`, as far as it fits into 64 bits.
    case int(Int)
    /// An integer that does not fit `Int`: its decimal digits, with `-` if negative.
    case bigInt(String)
    /// Python's `float`.
    case double(Double)
    /// Python's `str`.
    case string(String)
    /// Python's `list`.
    case list([SessionValue])
    /// Python's `tuple`.
    case tuple([SessionValue])
    /// Python's `dict` with text as keys.
    case dict(OrderedDictionary<SessionValue>)
    /// Python's `bytes`.
    case bytes([UInt8])
    /// markupsafe's `Markup`.
    case markup(Markup)
    /// The 16 bytes of a `uuid.UUID`.
    case uuid([UInt8])
    /// Python's `datetime`, to the second and in UTC.
    case datetime(HTTPDate)

    /// The value of ``bool(_:)``; nil for every other kind.
    public var bool: Bool? {
        if case .bool(let value) = self { return value }
        return nil
    }

    /// The value of ``int(_:)``; nil for every other kind.
    public var int: Int? {
        if case .int(let value) = self { return value }
        return nil
    }

    /// The text of ``string(_:)``; nil for every other kind, also markup.
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
