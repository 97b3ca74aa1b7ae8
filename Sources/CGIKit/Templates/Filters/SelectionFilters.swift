/// `map`, `select` and `reject`: filters and tests on each item, when it is asked for.
enum SelectionFilters {
    static func apply(
        _ filter: FilterName, _ value: Value, _ arguments: Arguments, _ frame: Frame
    ) throws(TemplateError) -> Value {
        let generator = filter == .map ? "sync_do_map" : "select_or_reject"
        guard try Truth.of(value) else {
            return .object(Generator(generator, items: { () throws(TemplateError) in [] }))
        }
        return filter == .map
            ? try mapped(value, arguments, frame, generator) : try selected(filter, value, arguments, frame, generator)
    }

    private static func mapped(
        _ value: Value, _ arguments: Arguments, _ frame: Frame, _ generator: String
    ) throws(TemplateError) -> Value {
        var arguments = arguments
        var items = LazyItems(value)
        if arguments.positional.isEmpty, let attribute = arguments.remove("attribute") {
            let fallback = arguments.remove("default")?.given
            if let other = arguments.keyword.first {
                throw TemplateError(.filterArgument, "Unexpected keyword argument \(PythonText.repr(other.name))")
            }
            let path = AttributePath(attribute, frame.renderer.undefinedBehavior)
            return .object(
                Generator(generator) { () throws(TemplateError) in
                    guard let item = try items.next() else { return nil }
                    return try path.value(of: item, default: fallback)
                })
        }
        guard !arguments.positional.isEmpty else {
            throw TemplateError(.filterArgument, "map requires a filter argument")
        }
        let name = try Text.string(arguments.positional.removeFirst())
        guard let filter = FilterName(rawValue: name) else {
            throw TemplateError(.runtime, "No filter named \(PythonText.repr(name)).")
        }
        return .object(
            Generator(generator) { () throws(TemplateError) in
                guard let item = try items.next() else { return nil }
                return try Filters.apply(filter, item, arguments, frame)
            })
    }

    private static func selected(
        _ filter: FilterName, _ value: Value, _ arguments: Arguments, _ frame: Frame, _ generator: String
    ) throws(TemplateError) -> Value {
        var arguments = arguments
        var path = AttributePath(nil, frame.renderer.undefinedBehavior)
        if filter == .selectattr || filter == .rejectattr {
            guard !arguments.positional.isEmpty else {
                throw TemplateError(.filterArgument, "Missing parameter for attribute name")
            }
            path = AttributePath(arguments.positional.removeFirst(), frame.renderer.undefinedBehavior)
        }
        let isWanted = filter == .select || filter == .selectattr
        var test: Test?
        if !arguments.positional.isEmpty {
            let name = try Text.string(arguments.positional.removeFirst())
            test = Test(name)
            if test == nil { throw TemplateError(.runtime, "No test named \(PythonText.repr(name)).") }
        }
        var items = LazyItems(value)
        return .object(
            Generator(generator) { () throws(TemplateError) in
                while let item = try items.next() {
                    let subject = try path.value(of: item)
                    let holds = if let test { try Tests.apply(test, subject, arguments) } else { try Truth.of(subject) }
                    if holds == isWanted { return item }
                }
                return nil
            })
    }
}
