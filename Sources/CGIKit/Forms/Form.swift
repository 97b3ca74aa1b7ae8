/// A form, declared once: subclasses have a property for each field and list them in the order of the page.
///
///     final class LoginForm: Form {
///         let email = StringField("email", "Email address", [.dataRequired(), .email()])
///         let password = PasswordField("password", "Password", [.dataRequired()])
///
///         override var fields: [Field] { [email, password] }
///     }
///
///     let form = LoginForm(request.form, csrf: csrf)
///     if form.validateOnSubmit(request.method == .post) { signIn(form.email.data) }
open class Form: TemplateObject {
    /// The fields in the order in which they are processed, checked and shown; subclasses list theirs.
    open var fields: [Field] { [] }

    /// The listed fields and, last, the CSRF token.
    public private(set) final var allFields: [Field] = []

    /// Messages about the form as a whole; ``errors`` has them under an empty name.
    public final var formErrors: [String] = []

    /// The last of the fields, if the form has a token.
    public private(set) final var csrfTokenField: CSRFTokenField?

    /// What precedes every field's name in HTML, with its `-`; empty by default.
    public private(set) final var prefix: String

    /// Whether it was made with what somebody submitted.
    private final var hasInput = false

    /// Makes the form and takes default data and then input.
    ///
    /// - Parameters:
    ///   - formData: What was submitted; nil when the form is only shown.
    ///   - defaults: Data to begin with, by field name: `["name": .text(user.name)]`.
    ///   - prefix: Put before every name in HTML, to tell apart several forms on a page; a `-` is added.
    ///   - csrf: Adds a hidden field with a token.
    @export(interface) public init(
        _ formData: FormData? = nil, defaults: FormDefaults = [:], prefix: String = "", csrf: CSRFTokenSource? = nil
    ) {
        self.prefix = Form.completePrefix(prefix)
        super.init()
        allFields = fields
        if let csrf {
            let field = CSRFTokenField(csrf)
            csrfTokenField = field
            allFields.append(field)
        }
        requireEveryFieldListed()
        for field in allFields { field.bind(prefix: self.prefix) }
        process(formData, defaults: defaults)
    }

    /// Gives every field a name with another prefix, after the form was given another place in a list.
    final func rename(prefix newPrefix: String) {
        for field in allFields {
            let newID = field.id.utf8.starts(with: prefix.utf8) ? newPrefix + field.shortName : field.id
            field.rename(to: newPrefix + field.shortName, id: newID)
        }
        prefix = newPrefix
    }

    /// Takes default data and then input, over again.
    @export(interface) public final func process(_ formData: FormData?, defaults: FormDefaults = [:]) {
        hasInput = formData != nil
        for field in allFields { field.process(formData, data: defaults[field.shortName]) }
    }

    /// Checks of single fields that need more than a validator has, after the field's validators (WTForms'
    /// `validate_<name>`): throw what is wrong with `field`.
    ///
    ///     override func check(_ field: Field) throws(ValidationError) {
    ///         if field === name, isTaken(name.data) { throw ValidationError("This name is taken.") }
    ///     }
    ///
    /// - Throws: A ``ValidationError`` with the message for the field.
    open func check(_ field: Field) throws(ValidationError) {}

    /// Checks every field; true if nothing is wrong. Overrides call `super` and may add to ``formErrors``.
    @export(interface) open func validate() -> Bool {
        var isValid = true
        for field in allFields where !field.validate(in: self) { isValid = false }
        return isValid && formErrors.isEmpty
    }

    /// False without checking when the form is only shown.
    ///
    /// - Parameter isSubmitted: Whether the request's method is POST, PUT, PATCH or DELETE.
    public final func validateOnSubmit(_ isSubmitted: Bool) -> Bool { isSubmitted && validate() }

    /// The field with a name, without prefix.
    public final func field(_ name: String) -> Field? { allFields.first { sameBytes($0.shortName, name) } }

    /// What is wrong, by the fields' names and in their order; the form's own errors come last, under an empty name.
    public final var errors: [(name: String, messages: [String])] {
        var errors: [(name: String, messages: [String])] = []
        for field in allFields {
            let messages = field.allErrors
            if !messages.isEmpty { errors.append((field.shortName, messages)) }
        }
        if !formErrors.isEmpty { errors.append(("", formErrors)) }
        return errors
    }

    /// The data of all fields by name.
    public final var data: FieldValue { .dict(allFields.map { ($0.shortName, $0.value) }) }

    open override var typeName: String { "Form" }

    // MARK: In templates

    /// `form.email`, `form.errors`, `form.hidden_tag()` and the like.
    ///
    /// - Throws: A ``TemplateError`` if the attribute's value cannot be made.
    @export(interface) open override func attribute(_ name: String) throws(TemplateError) -> Value? {
        if let field = field(name) { return .object(field) }
        switch name {
        case "errors": return errorsValue
        case "form_errors": return .list(List(formErrors.map { .string($0) }))
        case "data": return data.templateValue
        case "_fields": return .dict(Dict(allFields.map { (key: .string($0.shortName), value: .object($0)) }))
        case "is_submitted": return .function("is_submitted") { (_) throws(TemplateError) in .bool(self.hasInput) }
        case "hidden_tag":
            return .function(
                Function("hidden_tag") { (arguments) throws(TemplateError) in
                    try self.hiddenTag(arguments.positional)
                })
        default: return nil
        }
    }

    /// `'email' in form`
    ///
    /// - Throws: Nothing.
    @export(interface) public final override func contains(_ key: Value) throws(TemplateError) -> Bool? {
        guard case .string(let name) = key else { return false }
        return field(name) != nil
    }

    /// The fields.
    ///
    /// - Throws: Nothing.
    public final override func elements() throws(TemplateError) -> [Value]? { allFields.map { .object($0) } }

    final var errorsValue: Value {
        let errors = Dict(
            allFields.filter { !$0.allErrors.isEmpty }.map { (key: .string($0.shortName), value: $0.errorsValue) })
        guard !formErrors.isEmpty else { return .dict(errors) }
        return .dict(Dict(errors.entries + [(key: .string(""), value: .list(List(formErrors.map { .string($0) })))]))
    }

    /// All hidden fields, or those given as fields or names (Flask-WTF's `hidden_tag`).
    private func hiddenTag(_ chosen: [Value]) throws(TemplateError) -> Value {
        var output: [UInt8] = []
        for field in chosen.isEmpty ? allFields : chosen.compactMap({ chosenField($0) }) where field.widget.isHidden {
            if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
            try field.render(into: &output)
        }
        return .markup(Markup(html: String(decoding: output, as: UTF8.self)))
    }

    private final func chosenField(_ value: Value) -> Field? {
        switch value {
        case .string(let name): field(name)
        case .object(let object): allFields.first { $0 === object }
        default: nil
        }
    }

    private static func completePrefix(_ prefix: String) -> String {
        guard let last = prefix.utf8.last, !"-_;:/.".utf8.contains(last) else { return prefix }
        return prefix + "-"
    }
}

/// Data that a form begins with, by field name.
public struct FormDefaults: ExpressibleByDictionaryLiteral {
    private let entries: [(name: String, value: FieldValue)]

    /// Data by field name. Of several entries with one name the last is used.
    public init(_ entries: [(name: String, value: FieldValue)]) { self.entries = entries }

    @export(interface) public init(dictionaryLiteral elements: (String, FieldValue)...) {
        entries = elements.map { (name: $0.0, value: $0.1) }
    }

    subscript(name: String) -> FieldValue? { entries.last { sameBytes($0.name, name) }?.value }
}
