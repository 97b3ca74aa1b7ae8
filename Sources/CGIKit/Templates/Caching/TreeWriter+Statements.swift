/// The statements, each as ``TreeReader/statement()`` reads it.
extension TreeWriter {
    mutating func statements(_ statements: [TemplateStatement]) { list(statements) { $0.statement($1) } }

    /// With their length, so that they can be skipped.
    private mutating func deferred(_ statements: DeferredStatements) {
        counted { $0.statements(statements.parsed) }
    }

    private mutating func begin(_ kind: StatementKind, _ offset: Int) {
        byte(kind.rawValue)
        int(offset)
    }

    private mutating func statement(_ statement: TemplateStatement) {
        let offset = statement.offset
        switch statement {
        case let text as TextStatement:
            begin(.text, offset)
            int(text.end)
            bool(text.isReplaceable)
        case let output as OutputStatement:
            begin(.output, offset)
            expression(output.expression)
            bool(output.isReplaceable)
        case let choice as IfStatement:
            begin(.if, offset)
            list(choice.branches) { tree, branch in
                tree.expression(branch.condition)
                tree.deferred(branch.body)
            }
            deferred(choice.otherwise)
        case let group as StatementGroup:
            begin(.group, offset)
            statements(group.body)
        case let effect as DoStatement:
            begin(.do, offset)
            expression(effect.expression)
        case let control as LoopControlStatement:
            begin(.loopControl, offset)
            bool(control.flow == .leaveLoop)
        case let autoescape as AutoescapeStatement:
            begin(.autoescape, offset)
            expression(autoescape.flag)
            entries(autoescape.entries)
            statements(autoescape.body)
        case let filter as FilterStatement:
            begin(.filter, offset)
            expression(filter.filter)
            entries(filter.entries)
            statements(filter.body)
        case let loop as ForStatement: self.loop(loop)
        case let macro as MacroStatement:
            begin(.macro, offset)
            definition(macro.definition)
            target(macro.target)
        case let call as CallBlockStatement:
            begin(.callBlock, offset)
            definition(call.definition)
            expression(call.call)
        case let debug as DebugStatement:
            begin(.debug, offset)
            visible(debug.variables)
            bool(debug.isReplaceable)
        default:
            if !assignment(statement), !composition(statement) { fatalError("a statement that cannot be written") }
        }
    }

    private mutating func assignment(_ statement: TemplateStatement) -> Bool {
        switch statement {
        case let set as SetStatement:
            begin(.set, set.offset)
            target(set.target)
            expression(set.value)
        case let set as SetBlockStatement:
            begin(.setBlock, set.offset)
            target(set.target)
            optionalExpression(set.filter)
            entries(set.entries)
            statements(set.body)
        case let with as WithStatement:
            begin(.with, with.offset)
            list(with.assignments) { tree, assignment in
                tree.target(assignment.target)
                tree.expression(assignment.value)
            }
            entries(with.entries)
            statements(with.body)
        default: return false
        }
        return true
    }

    private mutating func composition(_ statement: TemplateStatement) -> Bool {
        switch statement {
        case let block as BlockStatement:
            begin(.block, block.offset)
            self.block(block.block)
            bool(block.isReplaceable)
            optional(block.scoped) { $0.visible($1) }
        case let extends as ExtendsStatement:
            begin(.extends, extends.offset)
            expression(extends.template)
        case let include as IncludeStatement:
            begin(.include, include.offset)
            expression(include.template)
            bool(include.ignoresMissing)
            optional(include.variables) { $0.visible($1) }
        case let module as ImportStatement:
            begin(.import, module.offset)
            expression(module.template)
            target(module.target)
            optional(module.variables) { $0.visible($1) }
        case let module as FromImportStatement:
            begin(.fromImport, module.offset)
            expression(module.template)
            list(module.names) { tree, imported in
                tree.string(imported.name)
                tree.target(imported.target)
            }
            optional(module.variables) { $0.visible($1) }
        default: return false
        }
        return true
    }

    private mutating func loop(_ loop: ForStatement) {
        begin(.for, loop.offset)
        target(loop.target)
        expression(loop.iterable)
        optional(loop.condition) { tree, condition in
            tree.target(condition.target)
            tree.entries(condition.entries)
            tree.expression(condition.expression)
        }
        entries(loop.entries)
        statements(loop.body)
        entries(loop.elseEntries)
        statements(loop.otherwise)
        optionalInt(loop.loopSlot)
        optionalInt(loop.recursiveFunction?.slotCount)
    }

    private mutating func definition(_ definition: MacroDefinition) {
        string(definition.name)
        int(definition.offset)
        int(definition.function.slotCount)
        list(definition.parameters) { tree, parameter in
            tree.name(parameter.id)
            tree.int(parameter.slot)
            tree.optionalExpression(parameter.initial)
        }
        entries(definition.entries)
        deferred(definition.body)
        optionalInt(definition.callerSlot)
        optionalInt(definition.kwargsSlot)
        optionalInt(definition.varargsSlot)
    }
}
