/// A run of a template, a block, a macro or a level of a recursive loop: its variables, and where it stands.
final class Frame {
    /// What is run, for the chain of an error.
    enum Activity {
        case template, loop
        case block(String)
        case macro(String)

        var description: String {
            switch self {
            case .template: ""
            case .loop: "loop"
            case .block(let name): "block \(name)"
            case .macro(let name): "macro \(name)"
            }
        }
    }

    let renderer: Renderer
    let template: Template
    let context: Context
    /// The run whose variables are seen from here.
    let parent: Frame?
    let slots: UnsafeMutablePointer<Value?>
    private let slotCount: Int
    var autoescape: Bool
    /// The statement that runs: errors are reported there.
    var offset = 0
    /// The block that is rendered, and how many that replace it are in front.
    var block: (id: NameID, level: Int)?
    var isExtended = false
    var parentTemplate: Template?

    init(
        _ function: FunctionLayout, _ template: Template, _ context: Context, parent: Frame, autoescape: Bool
    ) {
        renderer = parent.renderer
        self.template = template
        self.context = context
        self.parent = parent
        self.autoescape = autoescape
        slotCount = function.slotCount
        slots = Frame.makeSlots(slotCount)
    }

    /// A run that sees no variables of another.
    init(_ function: FunctionLayout, _ template: Template, _ context: Context, _ renderer: Renderer) {
        self.renderer = renderer
        self.template = template
        self.context = context
        parent = nil
        autoescape = template.autoescape
        slotCount = function.slotCount
        slots = Frame.makeSlots(slotCount)
    }

    private static func makeSlots(_ count: Int) -> UnsafeMutablePointer<Value?> {
        let slots = UnsafeMutablePointer<Value?>.allocate(capacity: count)
        slots.initialize(repeating: nil, count: count)
        return slots
    }

    deinit {
        slots.deinitialize(count: slotCount)
        slots.deallocate()
    }

    /// Lets go of all values: a macro in them holds this frame, which holds the macro.
    func removeAll() {
        for slot in 0..<slotCount { slots[slot] = nil }
    }

    /// Runs code and adds this place to the errors that come out of it.
    func running(_ activity: Activity, _ body: () throws(TemplateError) -> Void) throws(TemplateError) {
        do {
            try renderer.enter()
            defer { renderer.leave() }
            try body()
        } catch {
            throw error.passing(activity.description, at: template.source.position(of: offset))
        }
    }

    // MARK: Variables

    @inline(__always)
    func enter(_ entries: ScopeEntries) throws(TemplateError) {
        for entry in entries.entries {
            slots[entry.slot] = if let initial = entry.initial { try value(of: initial, entry.id) } else { nil }
        }
    }

    @inline(__always)
    func value(of access: NameAccess, _ id: NameID) throws(TemplateError) -> Value? {
        switch access {
        case .context:
            if let value = context.value(id) { return value }
            return try renderer.global(id)
        case .variable(let depth, let slot):
            var frame = self
            for _ in 0..<depth {
                guard let parent = frame.parent else { fatalError("a variable is in a frame around its use") }
                frame = parent
            }
            return frame.slots[slot]
        case .blocks: return .object(TemplateReference(context, renderer))
        case .parentBlock:
            var frame = self
            while frame.block == nil, let parent = frame.parent { frame = parent }
            guard let block = frame.block else { return nil }
            return BlockReference.value(block.id, level: block.level + 1, frame.context, renderer)
        }
    }

    func undefined(_ id: NameID) -> Value {
        .undefined(Undefined(.name(renderer.names.text(id)), renderer.undefinedBehavior))
    }

    /// The module that an import names.
    func importedModule(
        _ name: Expression, _ variables: VisibleVariables?
    ) throws(TemplateError) -> TemplateModule {
        let template = try renderer.template(named: try name.evaluate(self))
        guard let variables else { return try renderer.module(of: template, from: self) }
        return try renderer.makeModule(
            of: template, context.derived(try variables.bindings(self), for: template), self)
    }
}
