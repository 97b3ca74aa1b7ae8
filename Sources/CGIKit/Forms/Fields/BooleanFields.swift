/// A checkbox. It is false if it is not sent, empty or `false`; anything else is true, also `0` and `off`.
open class BooleanField: Field {
    open override var typeName: String { "BooleanField" }
    open override var defaultWidget: Widget { .checkbox }

    /// Whether the box is ticked; in a ``SubmitField``, whether this button was used.
    public final var data: Bool {
        get { value.isTrue }
        set { value = .bool(newValue) }
    }

    open override var displayedValue: Value { .string(rawData?.first ?? "y") }

    open override func processData(_ data: FieldValue) throws(ValidationError) { value = .bool(data.isTrue) }

    @export(interface) open override func processFormData(_ values: [String]) throws(ValidationError) {
        let text = values.first ?? ""
        value = .bool(!text.isEmpty && !sameBytes(text, "false"))
    }
}

/// A button that sends the form and has a value of its own next to the label that it shows.
open class ButtonField: StringField {
    open override var typeName: String { "ButtonField" }
    open override var defaultWidget: Widget { .button }

    open override var displayedValue: Value {
        if let first = rawData?.first { return .string(first) }
        return .string(objectData.isNone ? "" : objectData.text)
    }

    /// The default is the value to be sent; the field has data only when the button was used.
    ///
    /// - Throws: Nothing.
    open override func processData(_ data: FieldValue) throws(ValidationError) { value = .none }
}

/// A button that sends the form; its data says whether the form was sent by it.
open class SubmitField: BooleanField {
    open override var typeName: String { "SubmitField" }
    open override var defaultWidget: Widget { .submit }
}
