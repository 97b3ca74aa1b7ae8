/// How a field is drawn: writes the field's HTML with the attributes of the call and the declaration.
public struct Widget {
    /// Appends the tag's bytes. The attributes are those of the call and the declaration, with names as HTML has them.
    public typealias Renderer = (Field, HTMLAttributes, inout [UInt8]) throws(TemplateError) -> Void

    let render: Renderer
    /// The class that WTForms has for it.
    let name: StaticString
    /// The `type` of an `input`; nil for other tags.
    let inputType: StaticString?
    /// Whether the person does not see it; `form.hidden_tag()` draws these.
    let isHidden: Bool

    /// A widget of a site's own.
    ///
    /// - Parameters:
    ///   - name: The class that WTForms has for it; `widget` in a template has this type.
    ///   - inputType: The `type` of an `<input>`; nil for other tags.
    ///   - isHidden: Whether `form.hidden_tag()` draws it.
    ///   - render: Writes the tag.
    @export(interface) public init(
        _ name: StaticString = "Widget", inputType: StaticString? = nil, isHidden: Bool = false,
        _ render: @escaping Renderer
    ) {
        self.name = name
        self.inputType = inputType
        self.isHidden = isHidden
        self.render = render
    }
}

/// `field.widget` in a template.
final class WidgetObject: TemplateObject {
    private let widget: Widget

    init(_ widget: Widget) { self.widget = widget }

    override var typeName: String { widget.name.description }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        name == "input_type" ? widget.inputType.map { .string($0.description) } : nil
    }

    /// `field.widget(field, class="input")`
    override func call(_ arguments: Arguments) throws(TemplateError) -> Value {
        guard arguments.positional.count == 1, case .object(let object) = arguments.positional[0],
            let field = object as? Field
        else { throw TemplateError(.type, "\(typeName).__call__() takes a field, and keyword arguments") }
        var output: [UInt8] = []
        try widget.render(field, HTMLAttributes(arguments.keyword).cleaned, &output)
        return .markup(Markup(html: String(decoding: output, as: UTF8.self)))
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
