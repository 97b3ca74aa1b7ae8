/// A box to tick. Not sent, empty or `false` is false; anything else, also `0` and `off`, is true.
open class BooleanField: Field {
    open override var typeName: String { "BooleanField" }
    open override var defaultWidget: Widget { .checkbox }

    public final var data: Bool {
        get { value.isTrue }
        set { value = .bool(newValue) }
    }

    open override var displayedValue: Value { .string(rawData?.first ?? "y") }

    open override func processData(_ data: FieldValue) throws(ValidationError) { value = .bool(data.isTrue) }

    open override func processFormData(_ values: [String]) throws(ValidationError) {
        let text = values.first ?? ""
        value = .bool(!text.isEmpty && !sameBytes(text, "false"))
    }
}

/// A button that sends the form and has a value of its own beside the label it shows.
open class ButtonField: StringField {
    open override var typeName: String { "ButtonField" }
    open override var defaultWidget: Widget { .button }

    open override var displayedValue: Value {
        if let first = rawData?.first { return .string(first) }
        return .string(objectData.isNone ? "" : objectData.text)
    }

    /// The default is the value to be sent; the field has data only when the button was used.
    open override func processData(_ data: FieldValue) throws(ValidationError) { value = .none }
}

/// A button that sends the form; its data tells whether it was the one.
open class SubmitField: BooleanField {
    open override var typeName: String { "SubmitField" }
    open override var defaultWidget: Widget { .submit }
}
