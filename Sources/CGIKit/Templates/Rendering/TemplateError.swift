/// An error in a template or in rendering it, with the name of its class in Jinja or Python and its place.
public struct TemplateError: FailureCause {
    /// Jinja's or Python's name of the class.
    public enum Kind: String, Sendable {
        /// The template's text is not Jinja's language.
        case syntax = "TemplateSyntaxError"
        /// The template names a filter or test that does not exist, or uses a block twice.
        case assertion = "TemplateAssertionError"
        /// There is no template of this name.
        case notFound = "TemplateNotFound"
        /// None of several templates was found.
        case noneFound = "TemplatesNotFound"
        /// An undefined value was used for more than printing.
        case undefined = "UndefinedError"
        /// Jinja's other errors while rendering.
        case runtime = "TemplateRuntimeError"
        /// A filter got an argument that it does not accept.
        case filterArgument = "FilterArgumentError"
        /// Something that Jinja's sandbox forbids.
        case security = "SecurityError"
        /// An operand or argument is of the wrong type.
        case type = "TypeError"
        /// An operand or argument has the wrong value.
        case value = "ValueError"
        /// A dict has no such key.
        case key = "KeyError"
        /// A list has no such position.
        case index = "IndexError"
        /// An object has no such attribute.
        case attribute = "AttributeError"
        /// A division by zero.
        case zeroDivision = "ZeroDivisionError"
        /// A number is too large.
        case overflow = "OverflowError"
        /// Templates, macros or values are nested too deeply.
        case recursion = "RecursionError"
        /// One of ``RenderLimits`` was reached.
        case memory = "MemoryError"
        /// Python's `assert` in a function of Jinja.
        case failedAssertion = "AssertionError"
        /// Python's `RuntimeError`.
        case pythonRuntime = "RuntimeError"
        /// A template is not UTF-8.
        case unicode = "UnicodeError"
        /// A template's file cannot be read.
        case system = "OSError"
    }

    /// A place in a template. Lines and columns start at 1; columns count code points.
    public struct Position: Equatable, Sendable {
        /// The template's name.
        public let template: String
        /// The line, from 1.
        public let line: Int
        /// The column in code points, from 1.
        public let column: Int
        /// The whole line of the source, for a message with a caret.
        public let sourceLine: String
    }

    /// A step on the way to the error: what was being rendered, and where.
    public struct Step: Equatable, Sendable {
        /// What was being rendered: `block content`, `macro field`, or empty for a template's own text.
        public let activity: String
        /// The place in what was being rendered.
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

    /// An error without a place, for functions and objects; rendering adds the place.
    @export(interface) public init(_ kind: Kind, _ message: String) {
        report = Report(kind: kind, message: message, chain: [])
    }

    private init(_ report: Report) { self.report = report }

    /// The class of the error.
    public var kind: Kind { report.kind }
    /// What is wrong, in Jinja's or Python's words.
    public var message: String { report.message }

    /// The place of the error, then what called or included that, innermost first.
    public var chain: [Step] { report.chain }

    /// The place of the error; nil if it is in no template because the main template was not found.
    public var position: Position? { report.chain.first?.position }

    /// ``Failure/template(_:)``.
    public var failure: Failure { .template(self) }

    /// The same error, one step further out.
    func passing(_ activity: String, at position: Position) -> TemplateError {
        let step = Step(activity: activity, position: position)
        return TemplateError(Report(kind: kind, message: message, chain: report.chain + [step]))
    }

    /// One line for a log: `users/login.html:4:9: UndefinedError: 'nobody' is undefined (block content, from base.html:48)`.
    public var summary: String {
        guard let inner = chain.first else { return headline }
        let place = inner.position
        var path = inner.activity.isEmpty ? [] : [inner.activity]
        for step in chain.dropFirst() {
            path.append(["from ", step.position.template, ":", String(step.position.line)].joined())
        }
        let start = [place.template, ":", String(place.line), ":", String(place.column), ": ", headline]
        return (path.isEmpty ? start : start + [" (", path.joined(separator: ", "), ")"]).joined()
    }

    /// Several lines for a developer: class and message, the source line with a caret, and the chain of templates.
    public var description: String {
        guard let position else { return headline }
        var parts = [headline, "\n  in "]
        for (depth, step) in chain.enumerated() {
            if depth > 0 { parts += [",\n  ", chain[depth - 1].relation, " "] }
            if !step.activity.isEmpty { parts += [step.activity, ", "] }
            parts += [step.position.template, ":", String(step.position.line)]
            if depth == 0 { parts += [":", String(step.position.column)] }
        }
        let indent = String(repeating: " ", count: max(0, position.column - 1))
        parts += ["\n    ", position.sourceLine, "\n    ", indent, "^"]
        return parts.joined()
    }

    private var headline: String { [kind.rawValue, ": ", message].joined() }
}

extension TemplateError: Equatable {
    @export(interface) public static func == (left: TemplateError, right: TemplateError) -> Bool {
        left.report === right.report
            || left.kind == right.kind && left.message == right.message && left.chain == right.chain
    }
}
