/// How a field is drawn: writes the field's HTML with attributes given by the call and the declaration.
public struct Widget {
    public typealias Renderer = (Field, HTMLAttributes, inout [UInt8]) throws(TemplateError) -> Void

    let render: Renderer
    /// Whether the person does not see it; `form.hidden_tag()` draws these.
    let isHidden: Bool

    public init(isHidden: Bool = false, _ render: @escaping Renderer) {
        self.render = render
        self.isHidden = isHidden
    }
}

extension HTMLAttributes {
    /// Adds the flags of a field that a tag shows and the call does not set.
    mutating func add(_ shown: ShownFlags, of field: Field) {
        for (name, value) in field.flags.items where shown.contains(ShownFlags(name)) {
            setDefault(name.text, field.attribute(for: value))
        }
    }

    /// Writes the start of a tag that has the field's name.
    func writeTag(_ tag: StaticString, name: String, into output: inout [UInt8]) throws(TemplateError) {
        guard self["name"] == nil else {
            throw TemplateError(
                .type, "wtforms.widgets.core.html_params() got multiple values for keyword argument 'name'")
        }
        var attributes = self
        attributes["name"] = .string(name)
        try attributes.writeTag(tag, into: &output)
    }

    /// Writes the start of a tag.
    func writeTag(_ tag: StaticString, into output: inout [UInt8]) throws(TemplateError) {
        output.append(UInt8(ascii: "<"))
        output.append(tag)
        output.append(UInt8(ascii: " "))
        try write(into: &output)
        output.append(UInt8(ascii: ">"))
    }
}
