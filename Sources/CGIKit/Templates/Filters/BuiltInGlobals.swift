/// The functions that every template has.
enum BuiltInGlobals {
    static var names: [String] { ["range", "dict", "lipsum", "cycler", "joiner", "namespace"] }

    static func value(_ name: String) -> Value? {
        switch name {
        case "range": .function(Function("range") { (arguments) throws(TemplateError) in try range(arguments) })
        case "dict": .function(Function("dict") { (arguments) throws(TemplateError) in try dict(arguments) })
        case "namespace":
            .function("namespace") { (arguments) throws(TemplateError) in
                guard case .dict(let attributes) = try dict(arguments) else { return .none }
                return .object(Namespace(attributes))
            }
        case "cycler":
            .function("cycler") { (arguments) throws(TemplateError) in .object(try Cycler(arguments.positional)) }
        case "joiner":
            .function("joiner") { (arguments) throws(TemplateError) in
                .object(Joiner(try arguments.bound(to: "joiner", "sep")[0] ?? ", "))
            }
        case "lipsum": .function("lipsum") { (arguments) throws(TemplateError) in try LoremIpsum.generate(arguments) }
        default: nil
        }
    }

    private static func range(_ arguments: Arguments) throws(TemplateError) -> Value {
        guard arguments.keyword.isEmpty else { throw TemplateError(.type, "range() takes no keyword arguments") }
        var numbers: [Int] = []
        for value in arguments.positional {
            let number = try ListMethods.integer(value)
            guard number.magnitude < 1 << 60 else { throw TemplateError(.overflow, "range too large") }
            numbers.append(number)
        }
        switch numbers.count {
        case 1: return .object(try RangeObject(start: 0, stop: numbers[0], step: 1))
        case 2: return .object(try RangeObject(start: numbers[0], stop: numbers[1], step: 1))
        case 3: return .object(try RangeObject(start: numbers[0], stop: numbers[1], step: numbers[2]))
        case 0: throw TemplateError(.type, "range expected at least 1 argument, got 0")
        default: throw TemplateError(.type, "range expected at most 3 arguments, got \(numbers.count)")
        }
    }

    private static func dict(_ arguments: Arguments) throws(TemplateError) -> Value {
        guard arguments.positional.count <= 1 else {
            throw TemplateError(.type, "dict expected at most 1 argument, got \(arguments.positional.count)")
        }
        let dict = Dict()
        for source in arguments.positional { try DictMethods.update(dict, from: source) }
        for argument in arguments.keyword { dict[argument.name] = argument.value }
        return .dict(dict)
    }
}

/// `lipsum()`: filler text.
enum LoremIpsum {
    private static var words: [StaticString] {
        [
            "lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed", "do", "eiusmod",
            "tempor", "incididunt", "ut", "labore", "et", "dolore", "magna", "aliqua", "enim", "minim", "veniam",
            "quis",
            "nostrud", "exercitation", "ullamco", "laboris", "nisi", "aliquip", "ex", "ea", "commodo", "consequat",
        ]
    }

    static func generate(_ arguments: Arguments) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "generate_lorem_ipsum", "n", "html", "min", "max")
        let count = try given[0].map(ListMethods.integer) ?? 5
        let isHTML = try given[1].map(Truth.of) ?? true
        let least = try given[2].map(ListMethods.integer) ?? 20
        let most = try given[3].map(ListMethods.integer) ?? 100
        guard least < most else { throw TemplateError(.value, "empty range for randrange()") }
        guard count <= 10_000, most <= 10_000 else { throw TemplateError(.memory, "too much text") }
        var paragraphs: [String] = []
        for _ in 0..<max(0, count) { paragraphs.append(paragraph(Int.random(in: least..<most))) }
        if !isHTML { return .string(paragraphs.joined(separator: "\n\n")) }
        return .markup(Markup(html: paragraphs.map { "<p>\(Markup(escaping: $0).html)</p>" }.joined(separator: "\n")))
    }

    private static func paragraph(_ count: Int) -> String {
        let words = words
        var text = ""
        for index in 0..<max(0, count) {
            let word = words[Int.random(in: 0..<words.count)].description
            text += index == 0 ? UnicodeText.capitalized(word) : " \(word)"
        }
        return text + "."
    }
}
