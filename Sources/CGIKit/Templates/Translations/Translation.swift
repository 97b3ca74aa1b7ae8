/// A text that is to be shown in the reader's language.
public struct Translation {
    /// Returns the text in another language, with the same `%(name)s`; nil leaves it as the template has it.
    public typealias Translator = (Translation) throws(TemplateError) -> String?

    /// What distinguishes equal words: `{% trans "month" %}May{% endtrans %}`.
    public let context: String?
    /// The text as the template has it, or its singular.
    public let singular: String
    /// The plural; nil if the text has none.
    public let plural: String?
    /// The number that decides between singular and plural; nil without a plural.
    public let count: Value?

    /// The text as the template has it.
    var untranslated: String {
        get throws(TemplateError) {
            guard let plural, let count else { return singular }
            return try Comparison.equal(count, 1) ? singular : plural
        }
    }
}
