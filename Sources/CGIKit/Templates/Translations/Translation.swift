/// A text that is to be shown in the visitor's language.
public struct Translation {
    /// Answers the text in another language, with the same `%(name)s`; nil: it stays as the template has it.
    public typealias Translator = (Translation) throws(TemplateError) -> String?

    /// What the same words are told apart by: `{% trans "month" %}May{% endtrans %}`.
    public let context: String?
    public let singular: String
    public let plural: String?
    /// What decides between singular and plural.
    public let count: Value?

    /// The text as the template has it.
    var untranslated: String {
        get throws(TemplateError) {
            guard let plural, let count else { return singular }
            return try Comparison.equal(count, 1) ? singular : plural
        }
    }
}
