extension Validator {
    /// The text must fit a regular expression in the syntax of Python's `re`; none is matched as empty text. A mistake
    /// in the pattern traps when the form is made.
    ///
    /// - Parameters:
    ///   - pattern: The expression.
    ///   - flags: Python's flags of the same names.
    ///   - message: Replaces the message.
    ///   - matcher: By default the pattern must fit at the start, as with Python's `re.match`.
    ///   - htmlPattern: The attribute `pattern`, by which browsers check the whole text themselves. It is in
    ///     JavaScript's syntax, so it is not always the same.
    @export(interface) public static func regexp(
        _ pattern: String, flags: RegularExpression.Flags = [], message: String? = nil,
        matcher: RegularExpression.Matcher = .match, htmlPattern: String? = nil
    ) -> Validator {
        let expression: RegularExpression
        do throws(PatternError) {
            expression = try RegularExpression(pattern, flags: flags)
        } catch {
            fatalError(error.description)
        }
        return Validator(flags: htmlPattern.map { [(.pattern, .text($0))] } ?? []) {
            (_, field) throws(ValidationError) in
            let text = field.value.isTrue ? field.value.text : ""
            guard expression.matches(text, matcher) else { throw ValidationError(message ?? "Invalid input.") }
        }
    }
}
