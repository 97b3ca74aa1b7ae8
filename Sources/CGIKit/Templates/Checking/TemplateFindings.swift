/// What a check of a template collects while it is parsed.
final class TemplateFindings {
    enum Use { case extends, include, `import` }

    /// A template that another one names.
    struct Reference {
        /// One of these has to be there.
        let names: [String]
        let use: Use
        let offset: Int
    }

    var errors: [TemplateError] = []
    /// Filters and tests that are not there; unlike the parser's own errors also those under a condition.
    var unknownNames: [TemplateError] = []
    private(set) var references: [Reference] = []

    /// Notes the names in an expression, as far as they are written there.
    func note(_ template: Expression, _ use: Use) {
        switch template {
        case let choice as ConditionalExpression:
            note(choice.then, use)
            if let otherwise = choice.otherwise { note(otherwise, use) }
        case let list as ListExpression: note(list.items, use, template.offset)
        case let list as TupleExpression: note(list.items, use, template.offset)
        default: note([template], use, template.offset)
        }
    }

    private func note(_ alternatives: [Expression], _ use: Use, _ offset: Int) {
        var names: [String] = []
        for alternative in alternatives {
            guard let constant = alternative as? ConstantExpression, let name = Text.plain(constant.value) else {
                return
            }
            names.append(name)
        }
        references.append(Reference(names: names, use: use, offset: offset))
    }
}
