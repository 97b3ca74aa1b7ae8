/// An error in a template or in rendering it, with Jinja's name for its class and where it is.
public struct TemplateError: FailureCause {
    /// Jinja's or Python's name of the class.
    public enum Kind: String, Sendable {
        case syntax = "TemplateSyntaxError"
        case assertion = "TemplateAssertionError"
        case notFound = "TemplateNotFound"
        case noneFound = "TemplatesNotFound"
        case undefined = "UndefinedError"
        case runtime = "TemplateRuntimeError"
        case filterArgument = "FilterArgumentError"
        case security = "SecurityError"
        case type = "TypeError"
        case value = "ValueError"
        case key = "KeyError"
        case index = "IndexError"
        case attribute = "AttributeError"
        case zeroDivision = "ZeroDivisionError"
        case overflow = "OverflowError"
        case recursion = "RecursionError"
        case memory = "MemoryError"
        case failedAssertion = "AssertionError"
        case pythonRuntime = "RuntimeError"
        case unicode = "UnicodeError"
        case system = "OSError"
    }

    /// A place in a template. Lines and columns count from 1; columns count code points.
    public struct Position: Equatable, Sendable {
        public let template: String
        public let line: Int
        public let column: Int
        /// The whole line of the source, for a message with a caret.
        public let sourceLine: String
    }

    /// A step on the way to the error: what was being rendered, and where it stood.
    public struct Step: Equatable, Sendable {
        /// What was being rendered: `block content`, `macro field`, or empty for a template's own text.
        public let activity: String
        public let position: Position

        /// How the next step stands to this one.
        var relation: String {
            if activity.isEmpty { return "included from" }
            return activity.hasPrefix("macro ") ? "called from" : "from"
        }
    }

    /// An error is passed up through many calls: one reference is all that they carry.
    private final class Report: Sendable {
        let kind: Kind
        let message: String
        let chain: [Step]

        init(kind: Kind, message: String, chain: [Step]) {
            self.kind = kind
            self.message = message
            self.chain = chain
        }
    }

    private let report: Report

    @export(interface) public init(_ kind: Kind, _ message: String) {
        report = Report(kind: kind, message: message, chain: [])
    }

    private init(_ report: Report) { self.report = report }

    public var kind: Kind { report.kind }
    public var message: String { report.message }

    /// Where the error is, then what called or included that, innermost first.
    public var chain: [Step] { report.chain }

    /// Where the error is; nil when it is in no template (the main template was not found).
    public var position: Position? { report.chain.first?.position }

    public var failure: Failure { .template(self) }

    /// The same error, one step further out.
    func passing(_ activity: String, at position: Position) -> TemplateError {
        let step = Step(activity: activity, position: position)
        return TemplateError(Report(kind: kind, message: message, chain: report.chain + [step]))
    }

    /// One line for a log: `users/login.html:4:9: UndefinedError: 'nobody' is undefined (block content, from base.html:48)`.
    public var summary: String {
        guard let inner = chain.first else { return "\(kind.rawValue): \(message)" }
        let place = inner.position
        var path = inner.activity
        for step in chain.dropFirst() {
            path += "\(path.isEmpty ? "" : ", ")from \(step.position.template):\(step.position.line)"
        }
        let start = "\(place.template):\(place.line):\(place.column): \(kind.rawValue): \(message)"
        return path.isEmpty ? start : "\(start) (\(path))"
    }

    /// Several lines for a developer: class and message, the source line with a caret, and the chain of templates.
    public var description: String {
        var text = "\(kind.rawValue): \(message)"
        guard let position else { return text }
        text += "\n  in "
        for (depth, step) in chain.enumerated() {
            if depth > 0 { text += ",\n  \(chain[depth - 1].relation) " }
            if !step.activity.isEmpty { text += "\(step.activity), " }
            text += "\(step.position.template):\(step.position.line)"
            if depth == 0 { text += ":\(step.position.column)" }
        }
        text += "\n    \(position.sourceLine)\n    "
        text += String(repeating: " ", count: max(0, position.column - 1)) + "^"
        return text
    }
}

extension TemplateError: Equatable {
    public static func == (left: TemplateError, right: TemplateError) -> Bool {
        left.report === right.report
            || left.kind == right.kind && left.message == right.message && left.chain == right.chain
    }
}
