/// The statements. (Arguments are evaluated from left to right: in the order in which they were written.)
extension TreeReader {
    mutating func statements() throws(CorruptTree) -> [TemplateStatement] {
        try list { tree throws(CorruptTree) in try tree.statement() }
    }

    private mutating func statement() throws(CorruptTree) -> TemplateStatement {
        let kind = try kind(StatementKind.self)
        let offset = try offset()
        switch kind {
        case .text:
            let end = try self.offset()
            guard offset <= end else { throw CorruptTree() }
            return TextStatement(offset, end, isReplaceable: try bool())
        case .output: return OutputStatement(try expression(), isReplaceable: try bool())
        case .if:
            let branches = try list { tree throws(CorruptTree) in
                (condition: try tree.expression(), body: try tree.deferred())
            }
            return IfStatement(offset, branches, otherwise: try deferred())
        case .group: return StatementGroup(offset, try statements())
        case .do: return DoStatement(offset, try expression())
        case .loopControl: return LoopControlStatement(offset, try bool() ? .leaveLoop : .continueLoop)
        case .autoescape: return AutoescapeStatement(offset, try expression(), try entries(), try statements())
        case .filter: return FilterStatement(offset, try expression(), try entries(), try statements())
        case .set: return SetStatement(offset, try target(), try expression())
        case .setBlock:
            return SetBlockStatement(offset, try target(), try optionalExpression(), try entries(), try statements())
        case .with:
            let assignments = try list { tree throws(CorruptTree) in
                (target: try tree.target(), value: try tree.expression())
            }
            return WithStatement(offset, assignments, try entries(), try statements())
        case .block:
            return BlockStatement(offset, try block(), isReplaceable: try bool(), scoped: try optionalVisible())
        case .extends: return ExtendsStatement(offset, try expression())
        case .include:
            return IncludeStatement(offset, try expression(), ignoresMissing: try bool(), try optionalVisible())
        case .import: return ImportStatement(offset, try expression(), try target(), try optionalVisible())
        case .fromImport:
            let template = try expression()
            let names = try list { tree throws(CorruptTree) in (name: try tree.string(), target: try tree.target()) }
            return FromImportStatement(offset, template, names, try optionalVisible())
        case .debug: return DebugStatement(offset, try visible(), isReplaceable: try bool())
        case .for: return try loop(offset)
        case .macro: return MacroStatement(offset, try definition(), try target())
        case .callBlock:
            let definition = try definition()
            guard let call = try expression() as? CallExpression else { throw CorruptTree() }
            return CallBlockStatement(offset, definition, call)
        }
    }

    private mutating func optionalVisible() throws(CorruptTree) -> VisibleVariables? {
        try bool() ? try visible() : nil
    }

    private mutating func loop(_ offset: Int) throws(CorruptTree) -> ForStatement {
        let target = try target()
        let iterable = try expression()
        var condition: ForStatement.Condition?
        if try bool() {
            condition = ForStatement.Condition(
                target: try self.target(), entries: try entries(), expression: try expression())
        }
        return ForStatement(
            offset, target, in: iterable, condition: condition, try entries(), body: try statements(),
            elseEntries: try entries(), otherwise: try statements(), loopSlot: try optionalInt(),
            recursiveFunction: try optionalInt().map { FunctionLayout(slotCount: $0) })
    }

    private mutating func definition() throws(CorruptTree) -> MacroDefinition {
        let name = try string()
        let offset = try offset()
        let function = FunctionLayout(slotCount: try int())
        let parameters = try list { tree throws(CorruptTree) in
            MacroDefinition.Parameter(
                id: try tree.name(), slot: try tree.int(), initial: try tree.optionalExpression())
        }
        return MacroDefinition(
            name, offset, function, parameters, try entries(), try deferred(), callerSlot: try optionalInt(),
            kwargsSlot: try optionalInt(), varargsSlot: try optionalInt())
    }
}
