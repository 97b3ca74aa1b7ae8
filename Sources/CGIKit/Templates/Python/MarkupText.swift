/// Working with text of which some is markup already.
enum MarkupText {
    /// A value as escaped markup: markupsafe's `escape`.
    static func escaped(_ value: Value) throws(TemplateError) -> Markup {
        switch value {
        case .markup(let markup): return markup
        case .string(let text): return Markup(escaping: text)
        case .object(let object):
            let rendered = try object.rendered()
            if case .markup(let markup) = rendered { return markup }
            return Markup(escaping: try Text.string(rendered))
        default: return Markup(escaping: try Text.string(value))
        }
    }

    static func escapedText(_ value: Value) throws(TemplateError) -> String { try escaped(value).html }

    /// The values as one text. With autoescape it is markup, and the others escaped, if one of them is markup.
    static func joined(_ values: [Value], autoescape: Bool) throws(TemplateError) -> Value {
        var texts: [Value] = []
        var hasMarkup = false
        for value in values {
            let text = try Text.soft(value)
            if case .markup = text { hasMarkup = true }
            texts.append(text)
        }
        if autoescape, hasMarkup {
            var html = ""
            for text in texts {
                html += try escapedText(text)
                try RenderLimits.checkText(html.utf8.count)
            }
            return .markup(Markup(html: html))
        }
        var joined = ""
        for text in texts {
            joined += try Text.string(text)
            try RenderLimits.checkText(joined.utf8.count)
        }
        return .string(joined)
    }

    /// The result of a string operation: markup if its subject was.
    static func like(_ subject: Value, _ text: String) -> Value {
        if case .markup = subject { .markup(Markup(html: text)) } else { .string(text) }
    }

    /// An argument of an operation on a subject: escaped if that is markup.
    static func argument(_ value: Value, for subject: Value) throws(TemplateError) -> String {
        if case .markup = subject { try escapedText(value) } else { try Text.string(value) }
    }
}
