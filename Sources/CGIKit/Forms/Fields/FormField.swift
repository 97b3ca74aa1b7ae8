/// A form within a form: its fields' names begin with this field's.
///
///     let address = FormField("address", "Address") { AddressForm(prefix: $0) }
///     …
///     order.address.form.street.data
public final class FormField<Enclosed: Form>: Field {
    private let make: (String) -> Enclosed
    private let separator: String
    private var made: Enclosed?

    /// A field whose form `form` makes, given the prefix of its names: this field's name and `separator`. Validators
    /// are the enclosed form's own.
    public init(
        _ name: String, _ label: String? = nil, description: String = "", default defaultValue: FieldValue = .none,
        renderKeywords: HTMLAttributes = [:], widget: Widget? = nil, separator: String = "-",
        form: @escaping (String) -> Enclosed
    ) {
        make = form
        self.separator = separator
        super.init(
            name, label, description: description, default: defaultValue, renderKeywords: renderKeywords,
            widget: widget)
    }

    public override var typeName: String { "FormField" }
    public override var defaultWidget: Widget { .table() }

    /// The enclosed form. It traps before the outer form lists this field.
    public var form: Enclosed {
        guard let made else {
            requireForm()
            fatalError("a form field has its form once it is bound")
        }
        return made
    }

    override func bind(name: String, id: String) {
        super.bind(name: name, id: id)
        made = make(name + separator)
    }

    override func rename(to newName: String, id newID: String) {
        super.rename(to: newName, id: newID)
        made?.rename(prefix: newName + separator)
    }

    public override func process(_ formData: FormData?, data: FieldValue?) {
        objectData = data ?? defaultValue
        guard case .dict(let entries) = objectData else { return form.process(formData) }
        form.process(formData, defaults: FormDefaults(entries))
    }

    public override func validate(in form: Form) -> Bool { self.form.validate() }

    public override var subfields: [Field]? { form.allFields }
    public override var allErrors: [String] { form.errors.flatMap { $0.messages } }
    public override var errorsValue: Value { form.errorsValue }
    override var currentValue: FieldValue { form.data }

    public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        if sameBytes(name, "form") { return .object(form) }
        if let own = try super.attribute(name) { return own }
        return try form.attribute(name)
    }
}
