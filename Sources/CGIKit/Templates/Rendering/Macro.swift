/// A macro, or the `caller` that a `call` block passes: with the frame whose variables it sees.
final class Macro: TemplateObject {
    let definition: MacroDefinition
    private let home: Frame
    private let autoescape: Bool

    init(_ definition: MacroDefinition, _ home: Frame) {
        self.definition = definition
        self.home = home
        autoescape = home.autoescape
        super.init()
        home.renderer.keepsClosure(home)
    }

    override var typeName: String { "Macro" }
    override var qualifiedTypeName: String { "jinja2.runtime.Macro" }
    override var isCallable: Bool { true }

    override func rendered() throws(TemplateError) -> Value {
        .string("<Macro \(PythonText.repr(definition.name))>")
    }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "name": .string(definition.name)
        case "arguments": .tuple(definition.parameters.map { .string(home.renderer.names.text($0.id)) })
        case "catch_kwargs": .bool(definition.kwargsSlot != nil)
        case "catch_varargs": .bool(definition.varargsSlot != nil)
        case "caller": .bool(definition.callerSlot != nil)
        default: nil
        }
    }

    override func call(_ arguments: Arguments, from frame: Frame) throws(TemplateError) -> Value {
        let start = frame.renderer.output.count
        try render(arguments)
        return frame.renderer.captured(from: start, autoescape: frame.autoescape)
    }

    /// Renders the body to the output.
    func render(_ arguments: Arguments) throws(TemplateError) {
        let frame = Frame(definition.function, home.template, home.context, parent: home, autoescape: autoescape)
        frame.offset = definition.offset
        let given = try bind(arguments, frame)
        try frame.running(.macro(definition.name)) { () throws(TemplateError) in
            try frame.enter(definition.entries)
            for (index, parameter) in definition.parameters.enumerated() where !given[index] {
                frame.slots[parameter.slot] = try parameter.initial?.evaluate(frame) ?? notProvided(parameter.id)
            }
            _ = try definition.body.execute(frame)
        }
    }

    private func notProvided(_ id: NameID) -> Value {
        let hint = "parameter \(PythonText.repr(home.renderer.names.text(id))) was not provided"
        return .undefined(Undefined(.hint(hint), home.renderer.undefinedBehavior))
    }

    /// Puts the arguments into the parameters, and says which got one.
    private func bind(_ arguments: Arguments, _ frame: Frame) throws(TemplateError) -> [Bool] {
        var keyword = arguments.keyword
        func take(_ name: String) -> Value? {
            guard let index = keyword.firstIndex(where: { sameBytes($0.name, name) }) else { return nil }
            return keyword.remove(at: index).value
        }
        var given: [Bool] = []
        for (index, parameter) in definition.parameters.enumerated() {
            let value =
                index < arguments.positional.count
                ? arguments.positional[index] : take(home.renderer.names.text(parameter.id))
            frame.slots[parameter.slot] = value
            given.append(value != nil)
        }
        if let slot = definition.callerSlot, !definition.namesCaller {
            let caller = take("caller")
            let missing = Undefined(.hint("No caller defined"), home.renderer.undefinedBehavior)
            frame.slots[slot] = caller ?? .undefined(missing)
        }
        try bindRest(arguments.positional.dropFirst(definition.parameters.count), keyword, frame)
        return given
    }

    private func bindRest(
        _ positional: ArraySlice<Value>, _ keyword: [Arguments.Keyword], _ frame: Frame
    ) throws(TemplateError) {
        let name = PythonText.repr(definition.name)
        if let slot = definition.kwargsSlot {
            frame.slots[slot] = .dict(Dict(keyword.map { (.string($0.name), $0.value) }))
        } else if let first = keyword.first {
            if sameBytes(first.name, "caller") {
                throw TemplateError(.type, "macro \(name) was invoked with two values for the special caller argument.")
            }
            throw TemplateError(.type, "macro \(name) takes no keyword argument \(PythonText.repr(first.name))")
        }
        if let slot = definition.varargsSlot {
            frame.slots[slot] = .tuple(Array(positional))
        } else if !positional.isEmpty {
            throw TemplateError(
                .type, "macro \(name) takes not more than \(definition.parameters.count) argument(s)")
        }
    }
}

/// An imported template: what it makes known.
final class TemplateModule: TemplateObject {
    let name: String
    let text: String
    private let context: Context
    private let names: NameTable

    init(_ name: String, text: String, _ context: Context, _ names: NameTable) {
        self.name = name
        self.text = text
        self.context = context
        self.names = names
    }

    override var typeName: String { "TemplateModule" }
    override var qualifiedTypeName: String { "jinja2.environment.TemplateModule" }

    override func attribute(_ name: String) throws(TemplateError) -> Value? { context.exportedValue(names.id(name)) }

    override func rendered() throws(TemplateError) -> Value { .markup(Markup(html: text)) }
}
