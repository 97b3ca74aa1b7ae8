/// `gettext` and its siblings: `gettext('Hello %(name)s!', name=user.name)`.
final class TranslationFunction: TemplateObject {
    enum Name: String {
        case gettext, ngettext, pgettext, npgettext
        /// Calls what `gettext` is in the template.
        case underscore = "_"

        var hasContext: Bool { self == .pgettext || self == .npgettext }
        var hasPlural: Bool { self == .ngettext || self == .npgettext }
        var parameterCount: Int { 1 + (hasContext ? 1 : 0) + (hasPlural ? 2 : 0) }
    }

    private let name: Name
    private let translate: Translation.Translator

    private init(_ name: Name, _ translate: @escaping Translation.Translator) {
        self.name = name
        self.translate = translate
    }

    static func named(_ name: String, _ translate: @escaping Translation.Translator) -> TranslationFunction? {
        Name(rawValue: name).map { TranslationFunction($0, translate) }
    }

    override var typeName: String { "function" }
    override var isCallable: Bool { true }
    override func rendered() throws(TemplateError) -> Value { .string("<function \(name.rawValue)>") }

    override func call(_ arguments: Arguments, from frame: Frame) throws(TemplateError) -> Value {
        if name == .underscore {
            let id = frame.renderer.names.id(Name.gettext.rawValue)
            let function = try frame.value(of: .context, id) ?? frame.undefined(id)
            return try Calls.call(function, arguments, frame)
        }
        let given = arguments.positional
        guard given.count == name.parameterCount else {
            let takes = "\(name.parameterCount) positional argument\(name.parameterCount == 1 ? "" : "s")"
            throw TemplateError(.type, "\(name.rawValue)() takes \(takes) but \(given.count) were given")
        }
        let message = name.hasContext ? 1 : 0
        let translation = Translation(
            context: name.hasContext ? try Text.string(given[0]) : nil, singular: try Text.string(given[message]),
            plural: name.hasPlural ? try Text.string(given[message + 1]) : nil,
            count: name.hasPlural ? given[message + 2] : nil)
        let translated = try translate(translation)
        let text = if let translated { translated } else { try translation.untranslated }
        return try filled(text, values(translation, arguments.keyword), frame)
    }

    /// What `%(name)s` in the text stands for.
    private func values(_ translation: Translation, _ keywords: [Arguments.Keyword]) -> Dict {
        let values = Dict()
        for keyword in keywords { values[keyword.name] = keyword.value }
        if let context = translation.context, values["context"] == nil { values["context"] = .string(context) }
        if let count = translation.count, values["num"] == nil { values["num"] = count }
        return values
    }

    private func filled(_ text: String, _ values: Dict, _ frame: Frame) throws(TemplateError) -> Value {
        let isMarkup = frame.autoescape
        let text = try PercentFormat.format(text, .dict(values), isMarkup: isMarkup, frame.renderer.limits)
        return isMarkup ? .markup(Markup(html: text)) : .string(text)
    }
}
