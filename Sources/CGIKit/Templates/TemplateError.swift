/// An error in a template or in rendering it, with Jinja's name for its class and where it is.
public struct TemplateError: FailureCause, Equatable {
    /// Jinja's or Python's name of the class.
    public enum Kind: String, Sendable {
        case syntax = "TemplateSyntaxError"
        case notFound = "TemplateNotFound"
        case undefined = "UndefinedError"
        case runtime = "TemplateRuntimeError"
        case security = "SecurityError"
        case type = "TypeError"
        case value = "ValueError"
    }

    public let kind: Kind
    public let message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    public var failure: Failure { .template(self) }
}
