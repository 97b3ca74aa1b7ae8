/// How a form proves that it comes from this site: makes tokens and checks them.
public struct CSRFTokenSource {
    /// The field's name, in HTML after the form's prefix.
    public let fieldName: String
    let token: () -> String
    let check: (String?) -> String?

    /// - Parameters:
    ///   - fieldName: Its name in HTML, after the form's prefix; Flask-WTF's by default.
    ///   - token: Makes a token to show; called each time that the field is drawn.
    ///   - check: Returns what is wrong with a submitted token, or nil; it gets nil when none was sent.
    @export(interface) public init(
        fieldName: String = "csrf_token", token: @escaping () -> String, check: @escaping (String?) -> String?
    ) {
        self.fieldName = fieldName
        self.token = token
        self.check = check
    }
}

/// The hidden field with the token: always shows a fresh one, never what was submitted.
public final class CSRFTokenField: Field {
    private let tokens: CSRFTokenSource

    /// ``Form`` makes this field itself when it is given a token source.
    @export(interface) public init(_ tokens: CSRFTokenSource) {
        self.tokens = tokens
        super.init(tokens.fieldName, "CSRF Token")
    }

    public override var typeName: String { "CSRFTokenField" }
    public override var defaultWidget: Widget { .hidden }
    public override var displayedValue: Value { .string(tokens.token()) }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        sameBytes(name, "current_token") ? displayedValue : try super.attribute(name)
    }

    @export(interface) public override func preValidate(_ form: Form) throws(ValidationError) {
        if let message = tokens.check(rawData?.first) { throw ValidationError(message) }
    }
}
