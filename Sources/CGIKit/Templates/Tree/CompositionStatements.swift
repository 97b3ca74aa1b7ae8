/// A part of a template that templates which extend it can replace.
final class Block {
    let id: NameID
    let name: String
    let function: FunctionLayout
    let entries: ScopeEntries
    let isRequired: Bool
    let body: [TemplateStatement]

    init(
        _ id: NameID, _ name: String, _ function: FunctionLayout, _ entries: ScopeEntries, isRequired: Bool,
        _ body: [TemplateStatement]
    ) {
        self.id = id
        self.name = name
        self.function = function
        self.entries = entries
        self.isRequired = isRequired
        self.body = body
    }
}

/// The variables that an included template, or a scoped block, sees; filled in when the whole template is parsed.
final class VisibleVariables {
    private(set) var variables: [(id: NameID, access: NameAccess)]

    init(_ variables: [(id: NameID, access: NameAccess)] = []) { self.variables = variables }

    func resolve(in scope: Scope) { variables = scope.visibleVariables() }

    func bindings(_ frame: Frame) throws(TemplateError) -> [Context.Binding] {
        var bindings: [Context.Binding] = []
        for (id, access) in variables {
            if let value = try frame.value(of: access, id) { bindings.append((id, value)) }
        }
        return bindings
    }
}

/// `{% block name %}`: renders what stands in its place.
final class BlockStatement: TemplateStatement {
    let block: Block
    let isReplaceable: Bool
    /// nil: the block does not see the variables around it.
    let scoped: VisibleVariables?

    init(_ offset: Int, _ block: Block, isReplaceable: Bool, scoped: VisibleVariables?) {
        self.block = block
        self.isReplaceable = isReplaceable
        self.scoped = scoped
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        if isReplaceable, frame.isExtended { return .next }
        frame.offset = offset
        var context = frame.context
        if let scoped { context = context.derived(try scoped.bindings(frame)) }
        if block.isRequired, context.blocks.count(block.id) <= 1 {
            throw TemplateError(.runtime, "Required block \(PythonText.repr(block.name)) not found")
        }
        try context.blocks.render(block.id, level: 0, context, frame.renderer)
        return .next
    }
}

/// `{% extends template %}`
final class ExtendsStatement: TemplateStatement {
    let template: Expression

    init(_ offset: Int, _ template: Expression) {
        self.template = template
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        guard !frame.isExtended else { throw TemplateError(.runtime, "extended multiple times") }
        let parent = try frame.renderer.template(named: try template.evaluate(frame))
        try frame.context.blocks.add(parent)
        frame.parentTemplate = parent
        frame.isExtended = true
        return .next
    }
}

/// `{% include template %}`
final class IncludeStatement: TemplateStatement {
    let template: Expression
    let ignoresMissing: Bool
    /// nil: without context.
    let variables: VisibleVariables?
    /// The template, if it is always the same: each round of a loop includes it. (The environment holds it.)
    private var known: Unmanaged<Template>?

    init(_ offset: Int, _ template: Expression, ignoresMissing: Bool, _ variables: VisibleVariables?) {
        self.template = template
        self.ignoresMissing = ignoresMissing
        self.variables = variables
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        guard let included = try included(frame) else { return .next }
        if let variables {
            let context = frame.context.derived(try variables.bindings(frame), for: included)
            try frame.renderer.run(included, context)
        } else {
            frame.renderer.append(try frame.renderer.module(of: included, from: frame).text)
        }
        return .next
    }

    private func included(_ frame: Frame) throws(TemplateError) -> Template? {
        if let known { return known.takeUnretainedValue() }
        let names = try template.evaluate(frame)
        let included = try frame.renderer.includedTemplate(names, ignoresMissing: ignoresMissing)
        if template is ConstantExpression { known = included.map { Unmanaged.passUnretained($0) } }
        return included
    }
}

/// `{% import template as name %}`
final class ImportStatement: TemplateStatement {
    let template: Expression
    let target: Target
    let variables: VisibleVariables?

    init(_ offset: Int, _ template: Expression, _ target: Target, _ variables: VisibleVariables?) {
        self.template = template
        self.target = target
        self.variables = variables
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        let module = try frame.importedModule(template, variables)
        try target.assign(.object(module), frame)
        frame.context.hide(target)
        return .next
    }
}

/// `{% from template import name as alias %}`
final class FromImportStatement: TemplateStatement {
    let template: Expression
    let names: [(name: String, target: Target)]
    let variables: VisibleVariables?

    init(
        _ offset: Int, _ template: Expression, _ names: [(name: String, target: Target)], _ variables: VisibleVariables?
    ) {
        self.template = template
        self.names = names
        self.variables = variables
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        let module = try frame.importedModule(template, variables)
        for (name, target) in names {
            try target.assign(try module.attribute(name) ?? missing(name, module, frame), frame)
            frame.context.hide(target)
        }
        return .next
    }

    private func missing(_ name: String, _ module: TemplateModule, _ frame: Frame) -> Value {
        let line = frame.template.source.position(of: offset).line
        let hint =
            "the template \(PythonText.repr(module.name)) (imported on line \(line) in "
            + "\(PythonText.repr(frame.template.source.name))) does not export the requested name \(PythonText.repr(name))"
        return .undefined(Undefined(.hint(hint), frame.renderer.undefinedBehavior))
    }
}
