import CGIKit
import HTTPTypes

/// Fields whose names may be repeated, as templates see them (Werkzeug's `ImmutableMultiDict`): `args.get('page')`,
/// `args.getlist('tag')`.
final class MultiDictView: MappingObject {
    private let fields: [FormData.Field]
    private lazy var firsts: Dict = {
        let firsts = Dict()
        for field in fields where firsts[field.name] == nil { firsts[field.name] = .string(field.value) }
        return firsts
    }()

    init(_ fields: [FormData.Field]) { self.fields = fields }

    override var typeName: String { "ImmutableMultiDict" }
    override func value(of key: String) throws(TemplateError) -> Value? { firsts[key] }
    override func keys() throws(TemplateError) -> [String] { firsts.entries.compactMap { $0.key.plainText } }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "getlist":
            .function("getlist") { (arguments) throws(TemplateError) in
                let key = try arguments.bound(to: "getlist", "key", "type", required: 1)[0]
                return self.all(key?.plainText ?? "")
            }
        case "lists": .function("lists") { (_) throws(TemplateError) in .list(self.lists.entries.map(self.pair)) }
        case "to_dict":
            .function("to_dict") { (arguments) throws(TemplateError) in
                let isFlat = try arguments.bound(to: "to_dict", "flat")[0]?.isTrue ?? true
                return .dict(isFlat ? self.firsts.copy() : self.lists)
            }
        case "items":
            .function("items") { (arguments) throws(TemplateError) in
                let isMulti = try arguments.bound(to: "items", "multi")[0]?.isTrue ?? false
                return .list(isMulti ? self.pairs : self.firsts.entries.map(self.pair))
            }
        default: try super.attribute(name)
        }
    }

    override func rendered() throws(TemplateError) -> Value {
        .string("ImmutableMultiDict(\(try Value.list(pairs).text))")
    }

    private func pair(_ entry: Dict.Entry) -> Value { .tuple([entry.key, entry.value]) }
    private var pairs: [Value] { fields.map { .tuple([.string($0.name), .string($0.value)]) } }

    private func all(_ name: String) -> Value {
        .list(fields.filter { sameBytes($0.name, name) }.map { .string($0.value) })
    }

    private var lists: Dict {
        let lists = Dict()
        for field in fields {
            if case .list(let list)? = lists[field.name] {
                list.items.append(.string(field.value))
            } else {
                lists[field.name] = .list([.string(field.value)])
            }
        }
        return lists
    }
}

/// `request.headers`: by names in any case.
final class HeadersView: MappingObject {
    private let request: Request

    init(_ request: Request) { self.request = request }

    override var typeName: String { "EnvironHeaders" }

    override func value(of key: String) throws(TemplateError) -> Value? {
        HTTPField.Name(key).flatMap { request.header($0) }.map { .string($0) }
    }

    override func keys() throws(TemplateError) -> [String] { request.headers.map { $0.name.rawName } }
}

/// Flask's `session`, to be read.
final class SessionView: MappingObject {
    private let session: Session

    init(_ session: Session) { self.session = session }

    override var typeName: String { "SecureCookieSession" }
    override func value(of key: String) throws(TemplateError) -> Value? { session[key].map { Value(session: $0) } }
    override func keys() throws(TemplateError) -> [String] { session.entries.map { $0.key } }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "permanent": .bool(session.isPermanent)
        case "new": .bool(session.signedAt == nil)
        case "modified": .bool(session.isModified)
        case "accessed": .bool(session.isAccessed)
        default: try super.attribute(name)
        }
    }
}

extension Value {
    fileprivate init(session value: SessionValue) {
        switch value {
        case .null: self = .none
        case .bool(let bool): self = .bool(bool)
        case .int(let int): self = .int(int)
        case .bigInt(let digits): self = .string(digits)
        case .double(let double): self = .double(double)
        case .string(let text): self = .string(text)
        case .list(let items): self = .list(items.map { Value(session: $0) })
        case .tuple(let items): self = .tuple(items.map { Value(session: $0) })
        case .dict(let dict):
            self = .dict(Dict(dict.entries.map { (key: .string($0.key), value: Value(session: $0.value)) }))
        case .bytes(let bytes): self = .bytes(bytes)
        case .markup(let markup): self = .markup(markup)
        case .uuid(let bytes):
            let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { Hex.encode(Array(bytes[$0])) }
            self = .string(groups.joined(separator: "-"))
        case .datetime(let date): self = .string(date.text)
        }
    }
}

/// Flask's `g`, as far as the seed's pages use it.
final class FlaskG: TemplateObject {
    private let user: () throws(TemplateError) -> Value

    init(user: @escaping () throws(TemplateError) -> Value) { self.user = user }

    override var typeName: String { "_AppCtxGlobals" }
    override func rendered() throws(TemplateError) -> Value { .string("<flask.g>") }
    override func elements() throws(TemplateError) -> [Value]? { ["user"] }
    override func contains(_ key: Value) throws(TemplateError) -> Bool? { key.plainText == "user" }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "user": try user()
        case "get":
            .function("get") { (arguments) throws(TemplateError) in
                let given = try arguments.bound(to: "get", "name", "default", required: 1)
                return given[0]?.plainText == "user" ? try self.user() : given[1] ?? .none
            }
        default: nil
        }
    }
}
