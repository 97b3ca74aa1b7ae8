/// A submitted form or query string: fields in the order sent, names possibly repeated (Werkzeug's `MultiDict`).
public struct FormData {
    public typealias Field = (name: String, value: String)

    public private(set) var fields: [Field]
    /// The files of a `multipart/form-data` form, in the order sent. A file input left empty sends one with an empty
    /// name and no bytes.
    public private(set) var files: [FileUpload] = []

    public init(_ fields: [Field] = []) { self.fields = fields }

    public mutating func append(name: String, value: String) { fields.append((name, value)) }

    public mutating func append(_ file: FileUpload) { files.append(file) }

    /// The first value sent under a name (`MultiDict.get`).
    public subscript(name: String) -> String? { fields.first { sameBytes($0.name, name) }?.value }

    /// All values sent under a name (`MultiDict.getlist`).
    @export(interface) public func values(_ name: String) -> [String] {
        fields.filter { sameBytes($0.name, name) }.map { $0.value }
    }

    /// The first file sent under a name.
    public func file(_ name: String) -> FileUpload? { files.first { sameBytes($0.name, name) } }

    /// All files sent under a name.
    public func files(_ name: String) -> [FileUpload] { files.filter { sameBytes($0.name, name) } }

    public var isEmpty: Bool { fields.isEmpty && files.isEmpty }
}
