extension Widget {
    /// A menu of a ``ChoiceField``'s choices.
    @export(interface) public static func select(
        multiple: Bool = false, _ choices: @escaping () -> [ShownChoice]
    ) -> Widget {
        Widget("Select") { (field, attributes, output) throws(TemplateError) in
            var attributes = attributes
            attributes.setDefault("id", .string(field.id))
            if multiple { attributes["multiple"] = .bool(true) }
            attributes.add([.required, .disabled], of: field)
            try attributes.writeTag("select", name: field.name, into: &output)
            var group: String?
            for choice in choices() {
                if !sameGroup(group, choice.choice.group) {
                    if group != nil { output += "</optgroup>".utf8 }
                    if let label = choice.choice.group {
                        try (["label": .text(label)] as HTMLAttributes).writeTag("optgroup", into: &output)
                    }
                    group = choice.choice.group
                }
                try choice.render(into: &output)
            }
            if group != nil { output += "</optgroup>".utf8 }
            output += "</select>".utf8
        }
    }
}

private func sameGroup(_ left: String?, _ right: String?) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): sameBytes(left, right)
    default: false
    }
}

extension ShownChoice {
    func render(_ attributes: HTMLAttributes = [:], into output: inout [UInt8]) throws(TemplateError) {
        var merged: HTMLAttributes = ["value": .text(choice.value.text)]
        for (name, value) in choice.attributes.items + attributes.items { merged[name] = value }
        if isSelected { merged["selected"] = .bool(true) }
        try merged.writeTag("option", into: &output)
        Markup.escape(choice.shownLabel, into: &output)
        output += "</option>".utf8
    }
}
