extension Widget {
    /// Text of several lines.
    public static var textArea: Widget {
        Widget("TextArea") { (field, attributes, output) throws(TemplateError) in
            var attributes = attributes
            attributes.setDefault("id", .string(field.id))
            attributes.add([.required, .disabled, .readonly, .lengths], of: field)
            try attributes.writeTag("textarea", name: field.name, into: &output)
            // HTML drops one line break at the start, which would otherwise be the text's own.
            output += "\r\n".utf8
            try writeText(field.displayedValue, into: &output)
            output += "</textarea>".utf8
        }
    }

    /// A button; `label` in a call replaces the field's, markup as it is.
    public static var button: Widget {
        Widget("ButtonWidget") { (field, attributes, output) throws(TemplateError) in
            var attributes = attributes
            let label = attributes["label"]
            attributes["label"] = nil
            attributes.setDefault("id", .string(field.id))
            attributes.setDefault("type", .string("submit"))
            attributes.setDefault("value", field.displayedValue)
            attributes.add([.disabled], of: field)
            try attributes.writeTag("button", name: field.name, into: &output)
            try writeText(label ?? .string(field.label.text), into: &output)
            output += "</button>".utf8
        }
    }

    /// A list of the fields within a field, each with its label.
    @export(interface) public static func list(ordered: Bool = false, labelFirst: Bool = true) -> Widget {
        Widget("ListWidget") { (field, attributes, output) throws(TemplateError) in
            var attributes = attributes
            attributes.setDefault("id", .string(field.id))
            try attributes.writeTag(ordered ? "ol" : "ul", into: &output)
            for subfield in field.subfields ?? [] {
                output += "<li>".utf8
                if labelFirst {
                    try subfield.label.write(into: &output)
                    output.append(UInt8(ascii: " "))
                    try subfield.render(into: &output)
                } else {
                    try subfield.render(into: &output)
                    output.append(UInt8(ascii: " "))
                    try subfield.label.write(into: &output)
                }
                output += "</li>".utf8
            }
            output += ordered ? "</ol>".utf8 : "</ul>".utf8
        }
    }

    /// A table with a row for each field within a field; hidden ones join the next row.
    @export(interface) public static func table(withTag: Bool = true) -> Widget {
        Widget("TableWidget") { (field, attributes, output) throws(TemplateError) in
            if withTag {
                var attributes = attributes
                attributes.setDefault("id", .string(field.id))
                try attributes.writeTag("table", into: &output)
            }
            var hidden: [UInt8] = []
            for subfield in field.subfields ?? [] {
                if subfield.isHiddenInTables {
                    try subfield.render(into: &hidden)
                    continue
                }
                output += "<tr><th>".utf8
                try subfield.label.write(into: &output)
                output += "</th><td>".utf8
                output += hidden
                hidden = []
                try subfield.render(into: &output)
                output += "</td></tr>".utf8
            }
            if withTag { output += "</table>".utf8 }
            output += hidden
        }
    }
}

extension Field {
    /// By the kind of field, as in WTForms; a text field with a hidden widget gets a row.
    fileprivate var isHiddenInTables: Bool {
        sameBytes(typeName, "HiddenField") || sameBytes(typeName, "CSRFTokenField")
    }
}
