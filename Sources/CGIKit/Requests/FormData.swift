/// A submitted form or query string: fields in the order sent, names possibly repeated (Werkzeug's `MultiDict`).
public struct FormData {
    /// A field's name and one of its values, decoded.
    public typealias Field = (name: String, value: String)

    /// The fields without files, in the order in which they were sent.
    public private(set) var fields: [Field]
    /// The files of a `multipart/form-data` form, in the order sent. A file input left empty sends one with an empty
    /// name and no bytes.
    public private(set) var files: [FileUpload] = []

    /// A form without files, for tests and defaults.
    public init(_ fields: [Field] = []) { self.fields = fields }

    /// Adds a value, also under a name that is there already.
    public mutating func append(name: String, value: String) { fields.append((name, value)) }

    /// Adds a file.
    public mutating func append(_ file: FileUpload) { files.append(file) }

    /// The first value of a name (`MultiDict.get`); nil if it was not sent.
    public subscript(name: String) -> String? { fields.first { sameBytes($0.name, name) }?.value }

    /// All values of a name (`MultiDict.getlist`).
    @export(interface) public func values(_ name: String) -> [String] {
        fields.filter { sameBytes($0.name, name) }.map { $0.value }
    }

    /// The first file of a name; nil if none was sent.
    public func file(_ name: String) -> FileUpload? { files.first { sameBytes($0.name, name) } }

    /// All files of a name.
    public func files(_ name: String) -> [FileUpload] { files.filter { sameBytes($0.name, name) } }

    /// Whether there are neither fields nor files.
    public var isEmpty: Bool { fields.isEmpty && files.isEmpty }
}
