/// Changes a field's data after input has been converted and before it is validated.
///
///     StringField("name", "Name", [.dataRequired()], filters: [.strip])
public struct Filter {
    let apply: (FieldValue) throws(ValidationError) -> FieldValue

    /// A filter of any data; the message of an error that it throws is shown at the field.
    public init(_ apply: @escaping (FieldValue) throws(ValidationError) -> FieldValue) { self.apply = apply }

    /// A filter of text, which leaves other data, such as none, as it is.
    @export(interface) public static func text(_ change: @escaping (String) -> String) -> Filter {
        Filter { (value) throws(ValidationError) in
            guard case .text(let text) = value else { return value }
            return .text(change(text))
        }
    }

    /// Removes whitespace around text, Unicode's too (Python's `str.strip`).
    public static var strip: Filter { text { stripped($0) } }

    /// Makes text lower case by Unicode's rules, independent of language.
    public static var lowercase: Filter { text { $0.lowercased() } }
}
