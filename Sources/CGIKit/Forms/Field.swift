/// One field of a form: its label, its data, what is wrong with it, and its HTML (WTForms' `Field`).
///
/// A field belongs to a form once that lists it in ``Form/fields``; using a field that no form lists stops the program, as the
/// person's input would never reach it.
open class Field: TemplateObject {
    /// The name in the form's class and in templates, without a prefix.
    public internal(set) final var shortName: String
    /// The name in HTML and in submitted data.
    public internal(set) final var name: String
    /// The `id` attribute.
    public internal(set) final var id: String
    /// The text that names the field on the page, and its `<label>` tag.
    public final let label: Label
    /// Help for the person filling in the form; templates decide where it is shown.
    public final var description: String
    /// The checks, in the order in which they run after ``preValidate(_:)``.
    public final let validators: [Validator]
    /// What changes the data after conversion and before validation, in this order.
    public final let filters: [Filter]
    /// Attributes for the tag, which those of a call in a template override (WTForms' `render_kw`).
    public final var renderKeywords: HTMLAttributes
    /// What the field holds when neither input nor ``objectData`` says otherwise.
    public final let defaultValue: FieldValue
    /// Replaces the message for input that cannot be converted.
    public final let invalidMessage: String?

    /// The messages that validation produced, in the order of the validators.
    public final var errors: [String] = []
    /// The messages that conversion and filters produced; validation starts with them.
    public final var processErrors: [String] = []
    /// The values submitted under the field's name; nil when no form was submitted.
    public final var rawData: [String]?
    /// The data given before input: the default or what the form's defaults say.
    public final var objectData = FieldValue.none

    private final var storedValue = FieldValue.none
    private final var isBound = false
    private final let hasOwnID: Bool
    private final let chosenWidget: Widget?

    /// - Parameters:
    ///   - name: The name in the form's class, in templates and, after the form's prefix, in HTML.
    ///   - label: By default the name in title case, with spaces for underscores.
    ///   - validators: The checks, in the order in which they run.
    ///   - filters: What changes the data after conversion and before validation.
    ///   - description: Help for the user; templates decide where it is shown.
    ///   - id: The `id` attribute; by default the full name.
    ///   - defaultValue: What the field holds without input and without data of the form's defaults.
    ///   - renderKeywords: Attributes for the tag, which those of a call in a template override.
    ///   - widget: How the field is drawn; by default ``defaultWidget``.
    ///   - invalidMessage: Replaces the message for input that cannot be converted.
    @export(interface) public init(
        _ name: String, _ label: String? = nil, _ validators: [Validator] = [], filters: [Filter] = [],
        description: String = "", id: String? = nil, default defaultValue: FieldValue = .none,
        renderKeywords: HTMLAttributes = [:], widget: Widget? = nil, invalidMessage: String? = nil
    ) {
        shortName = name
        self.name = name
        self.id = id ?? name
        hasOwnID = id != nil
        self.label = Label(text: label ?? Field.labelText(for: name), fieldID: id ?? name)
        self.validators = validators
        self.filters = filters
        self.description = description
        self.defaultValue = defaultValue
        self.renderKeywords = renderKeywords
        self.invalidMessage = invalidMessage
        chosenWidget = widget
        super.init()
    }

    // MARK: What kinds of field override

    /// WTForms' name of the kind of field, `field.type` in templates.
    open override var typeName: String { "Field" }

    /// How this kind of field is drawn unless the declaration says otherwise.
    open var defaultWidget: Widget { .text }

    /// The `value` attribute (WTForms' `_value()`).
    open var displayedValue: Value { value.isNone ? .string("") : .string(value.text) }

    /// Takes the default, or what the form was given for this field before input.
    ///
    /// - Throws: A ``ValidationError`` if the data is of a type that the field cannot hold; its message is put into
    ///   ``Field/processErrors``.
    open func processData(_ data: FieldValue) throws(ValidationError) { value = data }

    /// Converts what was submitted; called with no values when the field was not sent.
    ///
    /// - Throws: A ``ValidationError`` if the input cannot be converted; its message is put into ``Field/processErrors``.
    open func processFormData(_ values: [String]) throws(ValidationError) {
        if let first = values.first { value = .text(first) }
    }

    /// Checks of this kind of field itself, before its validators.
    ///
    /// - Throws: A ``ValidationError`` if the data is not acceptable; one that stops keeps the validators from running.
    open func preValidate(_ form: Form) throws(ValidationError) {}

    /// Whether a checkbox or radio button is ticked.
    open var isChecked: Bool { value.isTrue }

    /// The attribute for a flag, such as the `min` of a number.
    open func attribute(for flag: FieldValue) -> Value {
        if case .bool(let bool) = flag { .bool(bool) } else { .string(flag.text) }
    }

    /// The fields within this one: a list's entries, radio buttons, the fields of an enclosed form.
    open var subfields: [Field]? { nil }

    /// What ``value`` gives; fields made of fields put theirs together.
    var currentValue: FieldValue { storedValue }

    /// The errors of this field and of those within it.
    open var allErrors: [String] { errors }

    /// The errors as templates see them.
    open var errorsValue: Value { .list(List(errors.map { .string($0) })) }

    // MARK: In templates

    /// `field.label`, `field.errors` and the like.
    ///
    /// - Throws: A ``TemplateError`` if the attribute's value cannot be made.
    open override func attribute(_ name: String) throws(TemplateError) -> Value? { commonAttribute(name) }

    /// `field(class="input")`: the tag.
    ///
    /// - Throws: A ``TemplateError`` if there are positional arguments or an attribute cannot be written.
    @export(interface) open override func call(_ arguments: Arguments) throws(TemplateError) -> Value {
        guard arguments.positional.isEmpty else {
            throw TemplateError(.type, "\(typeName).__call__() takes keyword arguments only")
        }
        return .markup(try html(HTMLAttributes(arguments.keyword)))
    }

    /// `{{ field }}`: the tag, as markup.
    ///
    /// - Throws: What ``html(_:)`` throws.
    open override func rendered() throws(TemplateError) -> Value { .markup(try html()) }

    /// `{% for option in field %}`: the ``subfields``; nil if the field has none.
    ///
    /// - Throws: Nothing in this class; an override may.
    open override func elements() throws(TemplateError) -> [Value]? { subfields?.map { .object($0) } }

    // MARK: Life

    /// Gives the field its full name and id; called once by what it belongs to.
    func bind(name newName: String, id newID: String) {
        precondition(!isBound, "a field belongs to one form")
        isBound = true
        rename(to: newName, id: newID)
    }

    final func bind(prefix: String) {
        let fullName = prefix + shortName
        bind(name: fullName, id: hasOwnID ? id : fullName)
    }

    /// Changes name and id of a field, and of those within it.
    func rename(to newName: String, id newID: String) {
        if let labelled = label.fieldID, sameBytes(labelled, id) { label.fieldID = newID }
        name = newName
        id = newID
    }

    /// Takes default data and then, if a form was submitted, its values.
    @export(interface) open func process(_ formData: FormData?, data: FieldValue?) {
        processErrors = []
        let initial = data ?? defaultValue
        objectData = initial
        collectingErrors { () throws(ValidationError) in try processData(initial) }
        if let formData {
            let values = formData.values(name)
            rawData = values
            collectingErrors { () throws(ValidationError) in try processFormData(values) }
        }
        collectingErrors { () throws(ValidationError) in
            for filter in filters { value = try filter.apply(value) }
        }
    }

    /// Runs the checks and returns whether the field has no errors. Forms call this.
    @export(interface) open func validate(in form: Form) -> Bool {
        errors = processErrors
        if passes({ () throws(ValidationError) in try preValidate(form) }) { runValidators(in: form) }
        return errors.isEmpty
    }

    /// Runs the validators and at last the form's own check of this field, until one stops.
    final func runValidators(in form: Form) {
        for validator in validators {
            guard passes({ () throws(ValidationError) in try validator.check(form, self) }) else { return }
        }
        _ = passes { () throws(ValidationError) in try form.check(self) }
    }

    /// Runs a check and notes its error; false if the chain ends.
    private final func passes(_ check: () throws(ValidationError) -> Void) -> Bool {
        do {
            try check()
            return true
        } catch {
            if let message = error.message { errors.append(message) }
            return !error.stops
        }
    }

    private final func collectingErrors(_ body: () throws(ValidationError) -> Void) {
        do { try body() } catch { processErrors.append(error.message ?? "") }
    }

    // MARK: Data

    /// The field's data, whatever its type; kinds of field offer it as `data` in theirs.
    public final var value: FieldValue {
        get {
            requireForm()
            return currentValue
        }
        set { storedValue = newValue }
    }

    /// The flags of the validators and the widget.
    public final var flags: Flags {
        var flags = Flags()
        for validator in validators {
            for (name, value) in validator.flags { flags[name] = value }
        }
        if widget.isHidden { flags[.hidden] = true }
        return flags
    }

    /// How the field is drawn: the widget of the declaration or ``defaultWidget``.
    public final var widget: Widget { chosenWidget ?? defaultWidget }

    final func requireForm() {
        if !isBound { fatalError("A field is used that its form does not list in `fields`: " + shortName) }
    }

    private static func labelText(for name: String) -> String {
        let blanks = name.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }
        return titleCased(String(decoding: blanks, as: UTF8.self))
    }
}
