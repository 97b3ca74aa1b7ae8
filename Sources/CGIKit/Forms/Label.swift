/// The label of a field: `field.label` is its tag, `field.label(class="label")` the tag with attributes, `field.label.text`
/// its text (WTForms' `Label`).
public final class Label: TemplateObject {
    /// The text as plain text; the tag escapes it.
    public var text: String
    /// The `for` attribute; none for a group of radio buttons.
    public internal(set) var fieldID: String?

    init(text: String, fieldID: String?) {
        self.text = text
        self.fieldID = fieldID
    }

    public override var typeName: String { "Label" }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "text": .string(text)
        case "field_id": fieldID.map { .string($0) } ?? .bool(false)
        default: nil
        }
    }

    /// `label(text, **attributes)`.
    ///
    /// - Throws: A ``TemplateError`` if there is more than one text or an attribute cannot be written.
    @export(interface) public override func call(_ arguments: Arguments) throws(TemplateError) -> Value {
        var attributes = HTMLAttributes(arguments.keyword)
        let keyword = attributes["text"]
        attributes["text"] = nil
        guard arguments.positional.count + (keyword == nil ? 0 : 1) <= 1 else {
            throw TemplateError(.type, "a label takes one text")
        }
        let shown = arguments.positional.first ?? keyword ?? .none
        var output: [UInt8] = []
        try write(shown, attributes, into: &output)
        return .markup(Markup(html: String(decoding: output, as: UTF8.self)))
    }

    public override func rendered() throws(TemplateError) -> Value { try call(Arguments()) }

    func write(
        _ shown: Value = .none, _ attributes: HTMLAttributes = HTMLAttributes(), into output: inout [UInt8]
    )
        throws(TemplateError)
    {
        var attributes = attributes
        if let id = attributes["for_"] {
            attributes["for_"] = nil
            attributes["for"] = id
        } else {
            attributes.setDefault("for", fieldID.map { .string($0) } ?? .bool(false))
        }
        var tag: [UInt8] = []
        try attributes.write(into: &tag)
        output += "<label".utf8
        if !tag.isEmpty {
            output.append(UInt8(ascii: " "))
            output += tag
        }
        output.append(UInt8(ascii: ">"))
        if isEmpty(shown) {
            Markup.escape(text, into: &output)
        } else {
            try writeText(shown, into: &output)
        }
        output += "</label>".utf8
    }

    private func isEmpty(_ value: Value) -> Bool {
        switch value {
        case .none, .undefined: true
        case .string(let text): text.isEmpty
        case .markup(let markup): markup.html.isEmpty
        default: false
        }
    }
}
