/// How a JSON text is written. There is no space between its parts: Python's `separators=(",", ":")`.
public struct JSONStyle: Sendable {
    /// Whether the members of objects are sorted by the code points of their names (Python's `sort_keys`).
    public var sortsKeys: Bool
    /// Whether everything but printable ASCII is written as `\u` escapes (Python's `ensure_ascii`).
    public var isASCII: Bool

    /// By default, members keep their order and text stays UTF-8. Flask's sessions use neither default.
    @export(interface) public init(sortsKeys: Bool = false, isASCII: Bool = false) {
        self.sortsKeys = sortsKeys
        self.isASCII = isASCII
    }
}

extension JSONValue {
    /// The JSON text, byte for byte as Python's `json.dumps` writes it.
    @export(interface) public func json(_ style: JSONStyle = JSONStyle()) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.write(self)
        return writer.output
    }
}

struct JSONWriter {
    let style: JSONStyle
    private(set) var output: [UInt8] = []

    init(style: JSONStyle) { self.style = style }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .int(let value): append(String(value))
        case .bigInt(let digits): append(digits)
        case .double(let value): append(JSONString.text(of: value))
        case .string(let text): write(text)
        case .array(let values): write(values)
        case .object(let object): write(style.sortsKeys ? object.sortedEntries : object.entries)
        }
    }

    private mutating func write(_ values: [JSONValue]) {
        append("[")
        var isFirst = true
        for value in values {
            if !isFirst { append(",") }
            isFirst = false
            write(value)
        }
        append("]")
    }

    private mutating func write(_ entries: [(key: String, value: JSONValue)]) {
        append("{")
        var isFirst = true
        for entry in entries {
            if !isFirst { append(",") }
            isFirst = false
            write(entry.key)
            append(":")
            write(entry.value)
        }
        append("}")
    }

    private mutating func write(_ text: String) {
        JSONString.append(text, escaping: style.isASCII ? .nonASCII : .none, to: &output)
    }

    private mutating func append(_ text: String) { output += text.utf8 }
}
