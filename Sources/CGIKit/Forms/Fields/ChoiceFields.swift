/// What menus and radio buttons have in common.
open class ChoiceField: Field {
    /// What can be chosen; may be set after the form is made.
    public final var choices: [Choice]
    /// How submitted values and those of the choices become data of one type.
    public final let coercion: Coercion
    /// False accepts any value, for menus that a script fills.
    public final let validatesChoice: Bool
    /// Replaces the message for a value that is not among the choices.
    public final let invalidChoiceMessage: String?
    private let chosenOptionWidget: Widget?

    /// A field of choices. Beyond the arguments of
    /// ``Field/init(_:_:_:filters:description:id:default:renderKeywords:widget:invalidMessage:)`` it takes `choices`,
    /// `coercion`, `validatesChoice` and `invalidChoiceMessage`, which set the properties of these names, and
    /// `optionWidget`, which draws a single option: with `.checkbox`, and `.list(labelFirst: false)` as the field's
    /// widget, a multiple choice becomes a list of boxes.
    @export(interface) public init(
        _ name: String, _ label: String? = nil, _ validators: [Validator] = [], choices: [Choice],
        coercion: Coercion = .text, validatesChoice: Bool = true, filters: [Filter] = [], description: String = "",
        id: String? = nil, default defaultValue: FieldValue = .none, renderKeywords: HTMLAttributes = [:],
        widget: Widget? = nil, optionWidget: Widget? = nil, invalidMessage: String? = nil,
        invalidChoiceMessage: String? = nil
    ) {
        chosenOptionWidget = optionWidget
        self.choices = choices
        self.coercion = coercion
        self.validatesChoice = validatesChoice
        self.invalidChoiceMessage = invalidChoiceMessage
        super.init(
            name, label, validators, filters: filters, description: description, id: id, default: defaultValue,
            renderKeywords: renderKeywords, widget: widget, invalidMessage: invalidMessage)
    }

    final func optionWidget(_ choice: ShownChoice) -> Widget { chosenOptionWidget ?? defaultOptionWidget(choice) }

    /// How a single option is drawn unless the declaration says otherwise.
    @export(interface) open func defaultOptionWidget(_ choice: ShownChoice) -> Widget {
        Widget("Option") { (_, attributes, output) throws(TemplateError) in
            try choice.render(attributes, into: &output)
        }
    }

    /// Whether the field's data picks a choice; both are compared after coercion.
    open func isSelected(_ choice: Choice) -> Bool { coercion.apply(choice.value) == value }

    /// The choices in their order, each with whether it is selected, for widgets.
    public final var shownChoices: [ShownChoice] {
        choices.map { ShownChoice(choice: $0, isSelected: isSelected($0)) }
    }

    open override var subfields: [Field]? {
        shownChoices.enumerated().map { ChoiceOption(of: self, at: $0.offset, $0.element) }
    }

    @export(interface) open override func attribute(_ name: String) throws(TemplateError) -> Value? {
        guard sameBytes(name, "choices") else { return try super.attribute(name) }
        return .list(List(choices.map { .tuple([$0.value.templateValue, .string($0.shownLabel)]) }))
    }

    open override func processData(_ data: FieldValue) throws(ValidationError) {
        value = data.isNone ? .none : coercion.apply(data) ?? .none
    }

    @export(interface) open override func processFormData(_ values: [String]) throws(ValidationError) {
        guard let first = values.first else { return }
        guard let coerced = coercion.apply(.text(first)) else {
            throw ValidationError(invalidMessage ?? "Invalid Choice: could not coerce.")
        }
        value = coerced
    }

    @export(interface) open override func preValidate(_ form: Form) throws(ValidationError) {
        guard processErrors.isEmpty, validatesChoice, !shownChoices.contains(where: { $0.isSelected }) else { return }
        throw ValidationError(invalidChoiceMessage ?? "Not a valid choice.")
    }
}

/// One of several, in a menu.
open class SelectField: ChoiceField {
    open override var typeName: String { "SelectField" }
    open override var defaultWidget: Widget { .select { self.shownChoices } }

    /// The chosen value as text; nil if there is none.
    public final var data: String? {
        get { value.isNone ? nil : value.text }
        set { value = newValue.flatMap { coercion.apply(.text($0)) } ?? .none }
    }
}

/// One of several, by radio buttons.
open class RadioField: SelectField {
    open override var typeName: String { "RadioField" }
    open override var defaultWidget: Widget { .list(labelFirst: false) }
    open override func defaultOptionWidget(_ choice: ShownChoice) -> Widget { .radio }

    override func bind(name: String, id: String) {
        super.bind(name: name, id: id)
        // A label is for one control; here each button has its own.
        label.fieldID = nil
    }
}

/// Any number of several, in a menu.
open class SelectMultipleField: ChoiceField {
    open override var typeName: String { "SelectMultipleField" }

    open override var defaultWidget: Widget { .select(multiple: true) { self.shownChoices } }

    /// The chosen values as text.
    public final var data: [String] {
        get { items.map { $0.text } }
        set { value = .list(newValue.compactMap { coercion.apply(.text($0)) }) }
    }

    @export(interface) open override func isSelected(_ choice: Choice) -> Bool {
        guard let coerced = coercion.apply(choice.value) else { return false }
        return items.contains(coerced)
    }

    @export(interface) open override func processData(_ data: FieldValue) throws(ValidationError) {
        guard case .list(let items) = data else {
            value = .none
            return
        }
        value = coerced(items).map { .list($0) } ?? .none
    }

    @export(interface) open override func processFormData(_ values: [String]) throws(ValidationError) {
        guard let items = coerced(values.map { .text($0) }) else {
            throw ValidationError(
                invalidMessage ?? "Invalid choice(s): one or more data inputs could not be coerced.")
        }
        value = .list(items)
    }

    @export(interface) open override func preValidate(_ form: Form) throws(ValidationError) {
        guard processErrors.isEmpty, validatesChoice else { return }
        let acceptable = choices.compactMap { coercion.apply($0.value) }
        var unacceptable: [FieldValue] = []
        var isAll = true
        for item in items where !acceptable.contains(item) && !unacceptable.contains(item) {
            isAll = unacceptable.count < SelectMultipleField.mostNamed
            guard isAll else { break }
            unacceptable.append(item)
        }
        guard !unacceptable.isEmpty else { return }
        let message =
            invalidChoiceMessage
            ?? (unacceptable.count == 1
                ? "'%(value)s' is not a valid choice for this field."
                : "'%(value)s' are not valid choices for this field.")
        let names = joined(unacceptable.map { $0.text }, separator: "', '") + (isAll ? "" : "', '…")
        throw ValidationError(interpolated(message, [("value", names)]))
    }

    /// Each value that is wrong is held against those before it, and a page names them: nobody reads as many.
    private static var mostNamed: Int { 100 }

    private var items: [FieldValue] {
        if case .list(let items) = value { items } else { [] }
    }

    private func coerced(_ values: [FieldValue]) -> [FieldValue]? {
        var items: [FieldValue] = []
        for value in values {
            guard let item = coercion.apply(value) else { return nil }
            items.append(item)
        }
        return items
    }
}

/// One choice of a field as a field of its own: a radio button with its label, an option of a menu.
public final class ChoiceOption: Field {
    let shown: ShownChoice

    init(of field: ChoiceField, at index: Int, _ shown: ShownChoice) {
        self.shown = shown
        super.init(
            field.name, shown.choice.shownLabel, field.validators, renderKeywords: field.renderKeywords,
            widget: field.optionWidget(shown))
        bind(name: field.name, id: "\(field.id)-\(index)")
        process(nil, data: shown.choice.value)
    }

    public override var typeName: String { "_Option" }
    public override var isChecked: Bool { shown.isSelected }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        sameBytes(name, "checked") ? .bool(isChecked) : try super.attribute(name)
    }
}
