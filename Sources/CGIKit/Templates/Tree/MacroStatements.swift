/// What a macro or a `call` block is made of.
final class MacroDefinition {
    struct Parameter {
        let id: NameID
        let slot: Int
        let initial: Expression?
    }

    let name: String
    let offset: Int
    let function: FunctionLayout
    let parameters: [Parameter]
    let entries: ScopeEntries
    let body: DeferredStatements
    let callerSlot: Int?
    let kwargsSlot: Int?
    let varargsSlot: Int?
    /// Whether `caller` is one of the parameters written down.
    let namesCaller: Bool

    init(
        _ name: String, _ offset: Int, _ function: FunctionLayout, _ parameters: [Parameter], _ entries: ScopeEntries,
        _ body: DeferredStatements, callerSlot: Int?, kwargsSlot: Int?, varargsSlot: Int?
    ) {
        self.name = name
        self.offset = offset
        self.function = function
        self.parameters = parameters
        self.entries = entries
        self.body = body
        self.callerSlot = callerSlot
        self.kwargsSlot = kwargsSlot
        self.varargsSlot = varargsSlot
        namesCaller = parameters.contains { $0.id == NameTable.caller }
    }
}

/// `{% macro name(parameters) %}`
final class MacroStatement: TemplateStatement {
    let definition: MacroDefinition
    let target: Target

    init(_ offset: Int, _ definition: MacroDefinition, _ target: Target) {
        self.definition = definition
        self.target = target
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        try target.assign(.object(Macro(definition, frame)), frame)
        return .next
    }
}

/// `{% call(parameters) macro(arguments) %}`
final class CallBlockStatement: TemplateStatement {
    let definition: MacroDefinition
    let call: CallExpression

    init(_ offset: Int, _ definition: MacroDefinition, _ call: CallExpression) {
        self.definition = definition
        self.call = call
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        let function = try call.callee.evaluate(frame)
        var arguments = try call.arguments.evaluate(frame)
        arguments.keyword.append(("caller", .object(Macro(definition, frame))))
        let value = try Calls.call(function, arguments, frame)
        try frame.renderer.append(value, autoescape: frame.autoescape)
        return .next
    }
}
