extension Widget {
    /// `<input type="text">` (WTForms' `TextInput`).
    public static var text: Widget { textLike("TextInput", "text") }
    /// `<input type="email">`.
    public static var email: Widget { textLike("EmailInput", "email") }
    /// `<input type="url">`.
    public static var url: Widget { textLike("URLInput", "url") }
    /// `<input type="tel">`.
    public static var telephone: Widget { textLike("TelInput", "tel") }
    /// `<input type="search">`.
    public static var search: Widget { textLike("SearchInput", "search") }
    /// `<input type="color">`.
    public static var color: Widget { input("ColorInput", "color", shows: [.disabled]) }
    /// `<input type="hidden">`, which `form.hidden_tag()` draws.
    public static var hidden: Widget { input("HiddenInput", "hidden", shows: [.disabled], isHidden: true) }

    /// `<input type="password">`. It never shows a value, not even one that the template gives.
    public static var password: Widget {
        textLike("PasswordInput", "password") { attributes, _ in attributes["value"] = .string("") }
    }

    /// `<input type="checkbox">`, ticked as the field's ``Field/isChecked`` says.
    public static var checkbox: Widget { checkable("CheckboxInput", "checkbox") }
    /// `<input type="radio">`, for one option of a ``RadioField``.
    public static var radio: Widget { checkable("RadioInput", "radio") }

    /// `<input type="submit">`: a button that shows the label.
    public static var submit: Widget {
        input("SubmitInput", "submit", shows: [.required, .disabled]) { attributes, field in
            attributes.setDefault("value", .string(field.label.text))
        }
    }

    /// `<input type="number">`.
    ///
    /// - Parameter step: The attribute; `any` allows numbers that are not whole.
    @export(interface) public static func number(step: String? = nil) -> Widget {
        numeric("NumberInput", "number", shows: [.required, .disabled, .readonly, .bounds, .step], step)
    }

    /// `<input type="range">`: a slider.
    ///
    /// - Parameter step: The attribute; `any` allows numbers that are not whole.
    @export(interface) public static func range(step: String? = nil) -> Widget {
        numeric("RangeInput", "range", shows: [.disabled, .bounds, .step], step)
    }

    /// `<input type="file">`. It never shows a value.
    ///
    /// - Parameter multiple: Whether several files can be chosen at once.
    @export(interface) public static func file(multiple: Bool = false) -> Widget {
        input("FileInput", "file", shows: [.required, .disabled, .accept]) { attributes, _ in
            // Browsers ignore the value, and it would tell the name of somebody's file.
            attributes["value"] = .bool(false)
            if multiple { attributes["multiple"] = .bool(true) }
        }
    }

    /// An `<input>` of one of the types for dates and times.
    ///
    /// - Parameter type: `date`, `time`, `datetime-local`, `month` or `week`.
    @export(interface) public static func calendar(_ type: StaticString) -> Widget {
        input(calendarName(type), type, shows: [.required, .disabled, .readonly, .bounds, .step])
    }

    private static func calendarName(_ type: StaticString) -> StaticString {
        switch type.description {
        case "date": "DateInput"
        case "time": "TimeInput"
        case "month": "MonthInput"
        case "week": "WeekInput"
        default: "DateTimeLocalInput"
        }
    }

    private static func textLike(
        _ name: StaticString, _ type: StaticString,
        prepare: @escaping (inout HTMLAttributes, Field) -> Void = { _, _ in }
    ) -> Widget {
        input(name, type, shows: [.required, .disabled, .readonly, .lengths, .pattern], prepare: prepare)
    }

    private static func numeric(
        _ name: StaticString, _ type: StaticString, shows flags: ShownFlags, _ step: String?
    ) -> Widget {
        input(name, type, shows: flags) { attributes, _ in
            if let step { attributes.setDefault("step", .string(step)) }
        }
    }

    private static func checkable(_ name: StaticString, _ type: StaticString) -> Widget {
        input(name, type, shows: [.required, .disabled]) { attributes, field in
            if field.isChecked { attributes.setDefault("checked", .bool(true)) }
        }
    }

    private static func input(
        _ name: StaticString, _ type: StaticString, shows flags: ShownFlags, isHidden: Bool = false,
        prepare: @escaping (inout HTMLAttributes, Field) -> Void = { _, _ in }
    ) -> Widget {
        Widget(name, inputType: type, isHidden: isHidden) { (field, attributes, output) throws(TemplateError) in
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
