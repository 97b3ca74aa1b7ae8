extension Widget {
    public static var text: Widget { textLike("text") }
    public static var email: Widget { textLike("email") }
    public static var url: Widget { textLike("url") }
    public static var telephone: Widget { textLike("tel") }
    public static var search: Widget { textLike("search") }
    public static var color: Widget { input("color", shows: [.disabled]) }
    public static var hidden: Widget { input("hidden", shows: [.disabled], isHidden: true) }

    /// Never shows a value, not even one given by the template.
    public static var password: Widget {
        textLike("password") { attributes, _ in attributes["value"] = .string("") }
    }

    public static var checkbox: Widget { checkable("checkbox") }
    public static var radio: Widget { checkable("radio") }

    /// A button that shows the label.
    public static var submit: Widget {
        input("submit", shows: [.required, .disabled]) { attributes, field in
            attributes.setDefault("value", .string(field.label.text))
        }
    }

    /// - Parameter step: `any` for numbers that are not whole.
    public static func number(step: String? = nil) -> Widget {
        numeric("number", shows: [.required, .disabled, .readonly, .bounds, .step], step)
    }

    public static func range(step: String? = nil) -> Widget {
        numeric("range", shows: [.disabled, .bounds, .step], step)
    }

    public static func file(multiple: Bool = false) -> Widget {
        input("file", shows: [.required, .disabled, .accept]) { attributes, _ in
            // Browsers ignore the value, and it would tell the name of somebody's file.
            attributes["value"] = .bool(false)
            if multiple { attributes["multiple"] = .bool(true) }
        }
    }

    /// - Parameter type: `date`, `time`, `datetime-local`, `month` or `week`.
    public static func calendar(_ type: StaticString) -> Widget {
        input(type, shows: [.required, .disabled, .readonly, .bounds, .step])
    }

    private static func textLike(
        _ type: StaticString, prepare: @escaping (inout HTMLAttributes, Field) -> Void = { _, _ in }
    ) -> Widget {
        input(type, shows: [.required, .disabled, .readonly, .lengths, .pattern], prepare: prepare)
    }

    private static func numeric(_ type: StaticString, shows flags: ShownFlags, _ step: String?) -> Widget {
        input(type, shows: flags) { attributes, _ in
            if let step { attributes.setDefault("step", .string(step)) }
        }
    }

    private static func checkable(_ type: StaticString) -> Widget {
        input(type, shows: [.required, .disabled]) { attributes, field in
            if field.isChecked { attributes.setDefault("checked", .bool(true)) }
        }
    }

    private static func input(
        _ type: StaticString, shows flags: ShownFlags, isHidden: Bool = false,
        prepare: @escaping (inout HTMLAttributes, Field) -> Void = { _, _ in }
    ) -> Widget {
        Widget(isHidden: isHidden) { (field, attributes, output) throws(TemplateError) in
            var attributes = attributes
            prepare(&attributes, field)
            attributes.setDefault("id", .string(field.id))
            attributes.setDefault("type", .string("\(type)"))
            attributes.setDefault("value", field.displayedValue)
            attributes.add(flags, of: field)
            try attributes.writeTag("input", name: field.name, into: &output)
        }
    }
}
