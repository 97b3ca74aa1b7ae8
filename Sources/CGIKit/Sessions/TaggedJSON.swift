/// The JSON of Flask's session cookie, in which an object with one key that is a tag stands for a value that JSON lacks
/// (`flask.json.tag.TaggedJSONSerializer`).
enum TaggedJSON {
    /// A tag's key, with its space.
    private enum Tag: String {
        case dict = " di"
        case tuple = " t"
        case bytes = " b"
        case markup = " m"
        case uuid = " u"
        case datetime = " d"
    }

    /// A tag on a value that does not go with it.
    struct MalformedTag: Error {}

    // MARK: Writing

    static func write(_ session: OrderedDictionary<SessionValue>) -> [UInt8] {
        json(.dict(session)).json(JSONStyle(sortsKeys: true, isASCII: true))
    }

    static func json(_ value: SessionValue) -> JSONValue {
        switch value {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .bigInt(let digits): return .bigInt(digits)
        case .double(let value): return .double(value)
        case .string(let text): return .string(text)
        case .list(let items): return .array(items.map(json))
        case .tuple(let items): return tagged(.tuple, .array(items.map(json)))
        case .dict(let dict): return json(dict)
        case .bytes(let bytes): return tagged(.bytes, .string(Base64.encode(bytes, .standard)))
        case .markup(let markup): return tagged(.markup, .string(markup.html))
        case .uuid(let bytes): return tagged(.uuid, .string(Hex.encode(bytes)))
        case .datetime(let date): return tagged(.datetime, .string(date.text))
        }
    }

    /// A dict that would be taken for a tag gets a tag of its own and a longer key.
    private static func json(_ dict: OrderedDictionary<SessionValue>) -> JSONValue {
        let entries = dict.entries.map { (key: $0.key, value: json($0.value)) }
        guard entries.count == 1, Tag(rawValue: entries[0].key) != nil else {
            return .object(OrderedDictionary(entries))
        }
        return tagged(.dict, .object(OrderedDictionary([(entries[0].key + "__", entries[0].value)])))
    }

    private static func tagged(_ tag: Tag, _ value: JSONValue) -> JSONValue {
        .object(OrderedDictionary([(tag.rawValue, value)]))
    }

    // MARK: Reading

    /// The session in a cookie's JSON: an object, or what else Python makes a `dict` of.
    static func read(_ json: JSONValue) throws(MalformedTag) -> OrderedDictionary<SessionValue> {
        switch try value(json) {
        case .dict(let dict): return dict
        case .null: return OrderedDictionary()
        case .list(let pairs), .tuple(let pairs):
            let entries = try pairs.map { (pair) throws(MalformedTag) in
                guard let items = pair.items, items.count == 2, let key = items[0].string else { throw MalformedTag() }
                return (key: key, value: items[1])
            }
            return OrderedDictionary(entries)
        default: throw MalformedTag()
        }
    }

    static func value(_ json: JSONValue) throws(MalformedTag) -> SessionValue {
        switch json {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .bigInt(let digits): return .bigInt(digits)
        case .double(let value): return .double(value)
        case .string(let text): return .string(text)
        case .array(let values):
            return .list(try values.map { (value) throws(MalformedTag) in try TaggedJSON.value(value) })
        case .object(let object):
            let entries = try object.entries.map { (entry) throws(MalformedTag) in
                (key: entry.key, value: try TaggedJSON.value(entry.value))
            }
            guard entries.count == 1, let tag = Tag(rawValue: entries[0].key) else {
                return .dict(OrderedDictionary(entries))
            }
            return try untagged(tag, entries[0].value)
        }
    }

    private static func untagged(_ tag: Tag, _ value: SessionValue) throws(MalformedTag) -> SessionValue {
        switch (tag, value) {
        case (.dict, .dict(let dict)):
            guard let entry = dict.entries.first else { throw MalformedTag() }
            return .dict(OrderedDictionary([(String(entry.key.unicodeScalars.dropLast(2)), entry.value)]))
        case (.tuple, .list(let items)), (.tuple, .tuple(let items)): return .tuple(items)
        case (.tuple, .string(let text)): return .tuple(text.unicodeScalars.map { .string(String($0)) })
        case (.tuple, .dict(let dict)): return .tuple(dict.keys.map { .string($0) })
        case (.bytes, .string(let text)):
            guard let bytes = Base64.decode(text) else { throw MalformedTag() }
            return .bytes(bytes)
        case (.markup, .string(let html)): return .markup(Markup(html: html))
        case (.uuid, .string(let text)):
            guard let bytes = uuid(text) else { throw MalformedTag() }
            return .uuid(bytes)
        case (.datetime, .string(let text)):
            guard let date = HTTPDate(text) else { return .null }
            return .datetime(date)
        default: throw MalformedTag()
        }
    }

    /// 32 hexadecimal digits, with dashes or without.
    private static func uuid(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        guard digits.count == 32 else { return nil }
        return Hex.decode(String(decoding: digits, as: UTF8.self))
    }
}
