/// What a part of a template that runs with its own variables needs: the template itself, a block, a macro.
final class FunctionLayout {
    fileprivate(set) var slotCount: Int

    init(slotCount: Int = 0) { self.slotCount = slotCount }
}

/// Where a name's value is found when it is rendered.
enum NameAccess {
    case context
    /// A variable of the function this many levels further out (0: the running one).
    case variable(depth: Int, slot: Int)
    /// `self`: the template's blocks.
    case blocks
    /// `super`: the block that this one replaces.
    case parentBlock
}

/// What gives a variable its value when its scope begins.
struct ScopeEntry {
    let slot: Int
    let id: NameID
    /// nil: it has none yet.
    let initial: NameAccess?
}

/// The variables that begin with a scope; filled in when the whole template is parsed.
final class ScopeEntries {
    fileprivate(set) var entries: [ScopeEntry]

    init(_ entries: [ScopeEntry] = []) { self.entries = entries }
}

/// A part of a template whose assignments are not seen outside: the names assigned and used in it.
///
/// As in Jinja, a name that is assigned anywhere in a scope is one variable of that scope from its start. It begins with
/// the outer value, or with none when it is certainly assigned before it is used.
final class Scope {
    enum Kind { case template, block, macro, loop, plain }

    private struct Variable {
        let slot: Int
        let startsMissing: Bool
        let isParameter: Bool
    }

    let parent: Scope?
    let function: FunctionLayout
    let kind: Kind
    let entries = ScopeEntries()
    private var variables = NameMap<Variable>()
    private var loads = NameIndex()
    /// How many `if` branches the parser is in: what is assigned there may not be.
    var branchDepth = 0
    /// For a loop's body whether it mentions `loop`, for a macro's whether it mentions what a macro gets unasked.
    private(set) var loopSlot: Int?
    private(set) var callerSlot: Int?
    private(set) var kwargsSlot: Int?
    private(set) var varargsSlot: Int?

    init(_ kind: Kind, parent: Scope?, function: FunctionLayout? = nil) {
        self.kind = kind
        self.parent = parent
        self.function = function ?? parent?.function ?? FunctionLayout()
    }

    /// Whether assignments here are seen by blocks and importing templates.
    var isTopLevel: Bool { kind == .template }

    /// Whether `break` here means a loop around it.
    var isInLoop: Bool { kind == .loop || kind == .plain && parent?.isInLoop == true }

    /// Notes the use of a name.
    func load(_ id: NameID) {
        if !loads.contains(id) { loads.append(id) }
        if id <= NameTable.varargs { markImplicit(id) }
    }

    /// Makes the loops around provide `loop`.
    func provideLoop() { markImplicit(NameTable.loop) }

    /// Every loop around a use of `loop` provides it, every macro around a use of `caller` takes it; not across blocks.
    private func markImplicit(_ id: NameID) {
        var scope: Scope? = self
        while let current = scope {
            switch (current.kind, id) {
            case (.loop, NameTable.loop):
                if current.loopSlot == nil { current.loopSlot = current.declare(id, isParameter: true) }
            case (.macro, NameTable.caller): current.callerSlot = current.implicitParameter(id)
            case (.macro, NameTable.kwargs): current.kwargsSlot = current.implicitParameter(id)
            case (.macro, NameTable.varargs): current.varargsSlot = current.implicitParameter(id)
            default: break
            }
            scope = current.parent
        }
    }

    private func implicitParameter(_ id: NameID) -> Int? {
        if let variable = variables[id] { return variable.isParameter ? variable.slot : nil }
        return declare(id, isParameter: true)
    }

    /// Notes that a name is assigned here, and returns the slot of its variable.
    func store(_ id: NameID) -> Int { declare(id, isParameter: false) }

    /// Notes a name that always gets its value when the scope begins.
    func parameter(_ id: NameID) -> Int { declare(id, isParameter: true) }

    private func declare(_ id: NameID, isParameter: Bool) -> Int {
        if let variable = variables[id] { return variable.slot }
        let slot = function.slotCount
        function.slotCount += 1
        let startsMissing = isParameter || branchDepth == 0 && !loads.contains(id)
        variables.append(id, Variable(slot: slot, startsMissing: startsMissing, isParameter: isParameter))
        return slot
    }

    // MARK: After parsing

    /// Decides what the variables begin with. Outer scopes must be complete.
    func finish() {
        for (id, variable) in zip(variables.ids, variables.elements) where !variable.isParameter {
            var initial: NameAccess?
            if let parent {
                if !variable.startsMissing || parent.isKnown(id) { initial = outerAccess(id, parent) }
            } else if !variable.startsMissing {
                initial = .context
            }
            entries.entries.append(ScopeEntry(slot: variable.slot, id: id, initial: initial))
        }
    }

    /// Where a name of the scope around this one is found from here.
    private func outerAccess(_ id: NameID, _ parent: Scope) -> NameAccess {
        let access = parent.access(id)
        guard parent.function !== function, case .variable(let depth, let slot) = access else { return access }
        return .variable(depth: depth + 1, slot: slot)
    }

    private func isKnown(_ id: NameID) -> Bool {
        if loads.contains(id) || variables.contains(id) { return true }
        return parent?.isKnown(id) ?? false
    }

    /// Where a name used in this scope is found.
    func access(_ id: NameID) -> NameAccess {
        var depth = 0
        var scope = self
        while true {
            if let variable = scope.variables[id] { return .variable(depth: depth, slot: variable.slot) }
            guard let parent = scope.parent else { break }
            if parent.function !== scope.function { depth += 1 }
            scope = parent
        }
        if id == NameTable.selfName { return .blocks }
        if id == NameTable.superName, scope.kind == .block { return .parentBlock }
        return .context
    }

    /// All variables that can be seen here, for templates that are included with them.
    func visibleVariables() -> [(id: NameID, access: NameAccess)] {
        var visible: [(id: NameID, access: NameAccess)] = []
        var names = NameIndex()
        var depth = 0
        var scope = self
        while true {
            for (id, variable) in zip(scope.variables.ids, scope.variables.elements) where !names.contains(id) {
                names.append(id)
                visible.append((id, .variable(depth: depth, slot: variable.slot)))
            }
            guard let parent = scope.parent else { return visible }
            if parent.function !== scope.function { depth += 1 }
            scope = parent
        }
    }
}
