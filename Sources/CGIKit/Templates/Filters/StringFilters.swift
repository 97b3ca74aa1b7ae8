/// Filters of text.
enum StringFilters {
    static func apply(
        _ filter: FilterName, _ value: Value, _ arguments: Arguments, _ isEscaping: Bool
    ) throws(TemplateError) -> Value {
        switch filter {
        case .upper, .lower, .capitalize, .title, .wordcount:
            try Filters.none(filter, arguments)
            return try plain(filter, value)
        case .center:
            let width = try arguments.bound(to: "do_center", "width")[0].map(ListMethods.integer) ?? 80
            guard width <= FormatSpecification.widthLimit * 8 else { throw TemplateError(.memory, "width too big") }
            let subject = try Text.soft(value)
            return MarkupText.like(subject, Text.padded(try Text.string(subject), width))
        case .trim:
            let characters = try arguments.bound(to: "do_trim", "chars")[0]
            let subject = try Text.soft(value)
            return MarkupText.like(subject, Text.strip(try Text.string(subject), characters.flatMap(Text.plain)))
        case .replace: return try replaced(value, arguments, isEscaping)
        default: return try formatted(value, arguments)
        }
    }

    private static func plain(_ filter: FilterName, _ value: Value) throws(TemplateError) -> Value {
        let subject = try Text.soft(value)
        let text = try Text.string(subject)
        switch filter {
        case .upper: return MarkupText.like(subject, UnicodeText.uppercased(text))
        case .lower: return MarkupText.like(subject, UnicodeText.lowercased(text))
        case .capitalize: return MarkupText.like(subject, UnicodeText.capitalized(text))
        case .title: return .string(titled(text))
        default: return .int(wordCount(text))
        }
    }

    /// A capital after whitespace, hyphens and opening brackets, small letters elsewhere.
    private static func titled(_ text: String) -> String {
        var result = ""
        var word = String.UnicodeScalarView()
        func finish() {
            guard let first = word.first else { return }
            result += UnicodeText.uppercased(String(Character(first)))
            result += UnicodeText.lowercased(Text.string(word.dropFirst()))
            word = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "-", "(", "{", "[", "<":
                finish()
                result.unicodeScalars.append(scalar)
            case _ where Whitespaces.contains(scalar):
                finish()
                result.unicodeScalars.append(scalar)
            default: word.append(scalar)
            }
        }
        finish()
        return result
    }

    private static func wordCount(_ text: String) -> Int {
        var count = 0
        var isInWord = false
        for scalar in text.unicodeScalars {
            let isWord = scalar == "_" || UnicodeText.isAlphanumeric(scalar)
            if isWord, !isInWord { count += 1 }
            isInWord = isWord
        }
        return count
    }

    private static func replaced(
        _ value: Value, _ arguments: Arguments, _ isEscaping: Bool
    ) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_replace", "old", "new", "count", required: 2)
        let (old, new) = (given[0] ?? Value.none, given[1] ?? Value.none)
        var count = -1
        if let limit = given[2] { if case .none = limit {} else { count = try ListMethods.integer(limit) } }
        guard isEscaping else {
            let text = try Text.string(value)
            return .string(try Text.replace(text, try Text.string(old), try Text.string(new), count: count))
        }
        var subject = try Text.soft(value)
        let hasMarkup = try (isMarkup(old), isMarkup(new), isMarkup(subject))
        if hasMarkup.0 || hasMarkup.1 && !hasMarkup.2 {
            subject = .markup(try MarkupText.escaped(subject))
        }
        let text = try Text.replace(
            try Text.string(subject), try Text.string(Text.soft(old)),
            try MarkupText.argument(Text.soft(new), for: subject), count: count)
        return MarkupText.like(subject, text)
    }

    private static func isMarkup(_ value: Value) throws(TemplateError) -> Bool {
        if case .markup = value { return true }
        guard case .object(let object) = value, case .markup = try object.rendered() else { return false }
        return true
    }

    private static func formatted(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
        guard arguments.positional.isEmpty || arguments.keyword.isEmpty else {
            throw TemplateError(
                .filterArgument, "can't handle positional and keyword arguments at the same time")
        }
        let values: Value =
            arguments.keyword.isEmpty
            ? .tuple(arguments.positional) : .dict(Dict(arguments.keyword.map { (.string($0.name), $0.value) }))
        return try Arithmetic.apply(.modulo, try Text.soft(value), values, RenderLimits())
    }
}
