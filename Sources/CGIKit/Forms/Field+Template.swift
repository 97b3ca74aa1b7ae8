extension Field {
    /// Writes the field's tag with attributes that override those of the declaration.
    ///
    /// - Throws: A ``TemplateError`` if an attribute is called `name` or its value cannot be written as text.
    @export(interface) public final func render(
        _ attributes: HTMLAttributes = [:], into output: inout [UInt8]
    ) throws(TemplateError) {
        requireForm()
        var merged = renderKeywords.cleaned
        for (name, value) in attributes.cleaned.items { merged[name] = value }
        try widget.render(self, merged, &output)
    }

    /// The field's tag.
    ///
    /// - Throws: What ``render(_:into:)`` throws.
    @export(interface) public final func html(_ attributes: HTMLAttributes = [:]) throws(TemplateError) -> Markup {
        var output: [UInt8] = []
        try render(attributes, into: &output)
        return Markup(html: String(decoding: output, as: UTF8.self))
    }

    /// `field.name` in a template, for what all kinds of field have.
    final func commonAttribute(_ attribute: String) -> Value? {
        switch attribute {
        case "id": .string(id)
        case "name": .string(name)
        case "short_name": .string(shortName)
        case "label": .object(label)
        case "type": .string(typeName)
        case "description": .string(description)
        case "data": value.templateValue
        case "object_data": objectData.templateValue
        case "default": defaultValue.templateValue
        case "raw_data": rawData.map { .list(List($0.map { .string($0) })) } ?? Value.none
        case "errors": errorsValue
        case "process_errors": .list(List(processErrors.map { .string($0) }))
        case "flags": .object(FlagsObject(flags))
        case "render_kw":
            .dict(Dict(renderKeywords.items.map { (key: .string($0.name), value: $0.value) }))
        case "widget": .object(WidgetObject(widget))
        case "_value": .function(Function("_value") { (_) throws(TemplateError) in self.displayedValue })
        default: nil
        }
    }
}
