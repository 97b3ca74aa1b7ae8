/// A submitted form or query string: fields in the order sent, names possibly repeated (Werkzeug's `MultiDict`).
public struct FormData {
    public typealias Field = (name: String, value: String)

    public private(set) var fields: [Field]

    public init(_ fields: [Field] = []) { self.fields = fields }

    public mutating func append(name: String, value: String) { fields.append((name, value)) }

    /// The first value sent under a name (`MultiDict.get`).
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values sent under a name (`MultiDict.getlist`).
    public func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map { $0.value } }

    public var isEmpty: Bool { fields.isEmpty }
}
