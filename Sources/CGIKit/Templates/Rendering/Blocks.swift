/// The blocks of a template and of those it extends: for each name the replacing ones first.
final class BlockTable {
    private var entries = NameMap<[(block: Block, template: Template)]>()
    private var templates: [Template] = []

    /// Adds a template, then the one it extends, and so on.
    func add(_ template: Template) throws(TemplateError) {
        guard !templates.contains(where: { $0 === template }) else {
            throw TemplateError(.recursion, "template \(PythonText.repr(template.source.name)) extends itself")
        }
        templates.append(template)
        for block in template.blocks { entries[block.id, default: []].append((block, template)) }
    }

    func count(_ id: NameID) -> Int { entries[id]?.count ?? 0 }

    func render(_ id: NameID, level: Int, _ context: Context, _ renderer: Renderer) throws(TemplateError) {
        guard let (block, template) = entries[id]?[level] else { fatalError("a block is in its template's table") }
        let frame = Frame(block.function, template, context, renderer)
        frame.block = (id, level)
        try frame.running(.block(block.name)) { () throws(TemplateError) in
            try frame.enter(block.entries)
            _ = try block.body.execute(frame)
        }
    }
}

/// `self`: the blocks of a template by name.
final class TemplateReference: TemplateObject {
    private let context: Context
    private let renderer: Renderer

    init(_ context: Context, _ renderer: Renderer) {
        self.context = context
        self.renderer = renderer
    }

    override var typeName: String { "TemplateReference" }
    override var qualifiedTypeName: String { "jinja2.runtime.TemplateReference" }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        if name == "_TemplateReference__context" { return .object(ContextReference(context, renderer)) }
        let id = renderer.names.id(name)
        guard context.blocks.count(id) > 0 else { return nil }
        return BlockReference.value(id, level: 0, context, renderer)
    }
}

/// `self._TemplateReference__context`: what templates know the name of the page's template from.
final class ContextReference: TemplateObject {
    private let context: Context
    private let renderer: Renderer

    init(_ context: Context, _ renderer: Renderer) {
        self.context = context
        self.renderer = renderer
    }

    override var typeName: String { "Context" }
    override var qualifiedTypeName: String { "jinja2.runtime.Context" }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "name": .string(context.template)
        case "get":
            .function(name) { (arguments) throws(TemplateError) in
                let given = try arguments.bound(to: "get", "key", "default", required: 1)
                return try self.item(given[0] ?? Value.none) ?? given[1] ?? Value.none
            }
        default: nil
        }
    }

    override func item(_ key: Value) throws(TemplateError) -> Value? {
        guard let name = Text.plain(key) else { return nil }
        let id = renderer.names.id(name)
        if let value = context.value(id) { return value }
        return try renderer.global(id)
    }

    override func contains(_ key: Value) throws(TemplateError) -> Bool? { try item(key) != nil }
}

/// `super` and `self.name`: a block that is rendered when it is called.
final class BlockReference: TemplateObject {
    private let id: NameID
    private let level: Int
    private let context: Context
    private let renderer: Renderer

    private init(_ id: NameID, level: Int, _ context: Context, _ renderer: Renderer) {
        self.id = id
        self.level = level
        self.context = context
        self.renderer = renderer
    }

    /// The block at a level, undefined if so many do not replace each other.
    static func value(_ id: NameID, level: Int, _ context: Context, _ renderer: Renderer) -> Value {
        if level < context.blocks.count(id) {
            return .object(BlockReference(id, level: level, context, renderer))
        }
        let hint = "there is no parent block called \(PythonText.repr(renderer.names.text(id)))."
        return .undefined(Undefined(.hint(hint), renderer.undefinedBehavior))
    }

    override var typeName: String { "BlockReference" }
    override var qualifiedTypeName: String { "jinja2.runtime.BlockReference" }
    override var isCallable: Bool { true }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        name == "super" ? BlockReference.value(id, level: level + 1, context, renderer) : nil
    }

    override func call(_ arguments: Arguments, from frame: Frame) throws(TemplateError) -> Value {
        let start = renderer.output.count
        try context.blocks.render(id, level: level, context, renderer)
        return renderer.captured(from: start, autoescape: frame.autoescape)
    }
}
