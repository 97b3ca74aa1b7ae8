/// What a template does with a name that has no value (Jinja's `undefined` option).
public enum UndefinedBehavior: Sendable {
    /// Prints as nothing, is false and empty; anything else is an error.
    case lenient
    /// As `lenient`, and attributes and items of it are undefined too.
    case chainable
    /// Everything but `is defined` and `|default` is an error.
    case strict
}

/// The absence of a value, with the reason for the message when a template needs one.
public final class Undefined {
    enum Reason {
        case name(String)
        case attribute(owner: String, name: String)
        case element(owner: String, key: Value)
        case hint(String)
        /// `a if false` without `else`.
        case noElse(TemplateSource, offset: Int)
    }

    let reason: Reason
    let behavior: UndefinedBehavior

    /// A name that nothing defines.
    @export(interface) public init(name: String) {
        reason = .name(name)
        behavior = .lenient
    }

    init(_ reason: Reason, _ behavior: UndefinedBehavior) {
        self.reason = reason
        self.behavior = behavior
    }

    /// Jinja's message: `'user' is undefined`.
    public var message: String {
        switch reason {
        case .name(let name): "\(PythonText.repr(name)) is undefined"
        case .attribute(let owner, let name): "\(PythonText.repr(owner)) has no attribute \(PythonText.repr(name))"
        case .element(let owner, let key): "\(owner) has no element \(PythonText.shortRepr(key))"
        case .hint(let hint): hint
        case .noElse(let source, let offset):
            "the inline if-expression on line \(source.position(of: offset).line) in \(PythonText.repr(source.name))"
                + " evaluated to false and no else section was defined."
        }
    }

    /// What every undefined value can be asked for, by the names of Jinja's own attributes.
    func attribute(_ name: String) -> Value? {
        switch name {
        case "_undefined_name": self.name
        case "_undefined_message": .string(message)
        case "_undefined_hint": Value(hint)
        default: nil
        }
    }

    /// What was looked for; None if it had no name.
    private var name: Value {
        switch reason {
        case .name(let name), .attribute(_, let name): .string(name)
        case .element(_, let key): key
        case .hint, .noElse: .none
        }
    }

    private var hint: String? {
        switch reason {
        case .hint, .noElse: message
        case .name, .attribute, .element: nil
        }
    }

    var error: TemplateError { TemplateError(.undefined, message) }

    /// Throws for uses that only a lenient undefined value bears: printing, iterating, comparing.
    @inline(__always)
    func checkLenient() throws(TemplateError) {
        if behavior == .strict { throw error }
    }
}
