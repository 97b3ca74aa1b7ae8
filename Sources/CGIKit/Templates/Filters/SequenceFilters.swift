/// Filters of lists and the like.
enum SequenceFilters {
    static func apply(
        _ filter: FilterName, _ value: Value, _ arguments: Arguments, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        switch filter {
        case .batch: return .object(Generator("do_batch", items: try batches(value, arguments)))
        case .slice: return .object(Generator("sync_do_slice", items: try slices(value, arguments)))
        default: try Filters.none(filter, arguments)
        }
        switch filter {
        case .first:
            var iterator = try ValueIterator(value)
            return try iterator.next() ?? undefined("No first item, sequence was empty.", behavior)
        case .last:
            return try reversible(value).last ?? undefined("No last item, sequence was empty.", behavior)
        case .random:
            return try reversible(value).randomElement() ?? undefined("No random item, sequence was empty.", behavior)
        case .list: return .list(List(try ValueIterator.all(value)))
        case .reverse: return try reversed(value)
        default: return .object(Generator("do_items", items: { () throws(TemplateError) in try items(value) }))
        }
    }

    private static func undefined(_ hint: String, _ behavior: UndefinedBehavior) -> Value {
        .undefined(Undefined(.hint(hint), behavior))
    }

    /// The items of what can be gone through backwards.
    private static func reversible(_ value: Value) throws(TemplateError) -> [Value] {
        if case .object(let object) = value, object.isIterator {
            throw TemplateError(.type, "'\(object.typeName)' object is not reversible")
        }
        // Python takes these by their places, and a place in markup is markup.
        guard case .markup = value else { return try ValueIterator.all(value) }
        return try ValueIterator.all(value).map { (character) throws(TemplateError) in
            MarkupText.like(value, try Text.string(character))
        }
    }

    private static func reversed(_ value: Value) throws(TemplateError) -> Value {
        if let text = Text.plain(value) { return MarkupText.like(value, Text.string(text.unicodeScalars.reversed())) }
        let items: [Value]
        do {
            items = try ValueIterator.all(value)
        } catch {
            guard error.kind == .type else { throw error }
            throw TemplateError(.filterArgument, "argument must be iterable")
        }
        if case .object(let object) = value, object.isIterator { return .list(List(items.reversed())) }
        return .object(Generator("reversed", items: { () throws(TemplateError) in items.reversed() }))
    }

    private static func items(_ value: Value) throws(TemplateError) -> [Value] {
        if case .undefined = value { return [] }
        guard let dict = try value.mapping() else {
            throw TemplateError(.type, "Can only get item pairs from a mapping.")
        }
        return dict.entries.map { .tuple([$0.key, $0.value]) }
    }

    private typealias MakeItems = () throws(TemplateError) -> [Value]

    private static func batches(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> MakeItems {
        let given = try arguments.bound(to: "do_batch", "linecount", "fill_with", required: 1)
        return { () throws(TemplateError) in
            let count = try ListMethods.integer(given[0])
            guard count <= 1_000_000 else { throw TemplateError(.memory, "batch too big") }
            var batches: [Value] = []
            var batch: [Value] = []
            for item in try ValueIterator.all(value) {
                if batch.count == count {
                    batches.append(.list(List(batch)))
                    batch = []
                }
                batch.append(item)
            }
            if batch.isEmpty { return batches }
            if let fill = given[1]?.given { while batch.count < count { batch.append(fill) } }
            return batches + [.list(List(batch))]
        }
    }

    private static func slices(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> MakeItems {
        let given = try arguments.bound(to: "do_slice", "slices", "fill_with", required: 1)
        return { () throws(TemplateError) in
            let items = try ValueIterator.all(value)
            let count = try ListMethods.integer(given[0])
            guard count != 0 else { throw TemplateError(.zeroDivision, "integer division or modulo by zero") }
            guard count <= 1_000_000 else { throw TemplateError(.memory, "too many slices") }
            var slices: [Value] = []
            var start = 0
            for number in 0..<max(0, count) {
                let hasExtra = number < items.count % count
                let end = start + items.count / count + (hasExtra ? 1 : 0)
                var slice = Array(items[start..<end])
                if !hasExtra, let fill = given[1]?.given { slice.append(fill) }
                slices.append(.list(List(slice)))
                start = end
            }
            return slices
        }
    }

    static func join(
        _ value: Value, _ arguments: Arguments, _ isEscaping: Bool, _ behavior: UndefinedBehavior
    ) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_join", "d", "attribute")
        let path = AttributePath(given[1], behavior)
        var texts: [Value] = []
        var hasMarkup = false
        var iterator = try ValueIterator(value)
        while let item = try iterator.next() {
            let text = try Text.soft(try path.value(of: item))
            if case .markup = text { hasMarkup = true }
            texts.append(text)
        }
        let separator = try Text.soft(given[0] ?? "")
        if case .markup = separator { hasMarkup = true }
        let isMarkup = isEscaping && hasMarkup
        let separatorText = isMarkup ? try MarkupText.escapedText(separator) : try Text.string(separator)
        var result = ""
        for index in texts.indices {
            if index > 0 { result += separatorText }
            result += isMarkup ? try MarkupText.escapedText(texts[index]) : try Text.string(texts[index])
            try RenderLimits.checkText(result.utf8.count)
        }
        return isMarkup ? .markup(Markup(html: result)) : .string(result)
    }
}
