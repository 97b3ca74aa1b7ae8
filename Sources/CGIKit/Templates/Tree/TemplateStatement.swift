/// How the rendering goes on after a statement.
enum Flow { case next, leaveLoop, continueLoop }

/// A part of a template that does something: text, or a tag.
class TemplateStatement {
    /// Where the error messages of its expressions say they are.
    let offset: Int

    init(_ offset: Int) { self.offset = offset }

    func execute(_ frame: Frame) throws(TemplateError) -> Flow { fatalError("every statement does something") }
}

extension [TemplateStatement] {
    @inline(__always)
    func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        for statement in self {
            let flow = try statement.execute(frame)
            if flow != .next { return flow }
        }
        return .next
    }
}

/// Text between tags.
final class TextStatement: TemplateStatement {
    let end: Int
    /// Whether this is a template's own text, which a parent's takes the place of.
    let isReplaceable: Bool

    init(_ start: Int, _ end: Int, isReplaceable: Bool) {
        self.end = end
        self.isReplaceable = isReplaceable
        super.init(start)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        if isReplaceable, frame.isExtended { return .next }
        frame.renderer.append(frame.template.source.bytes, offset, end)
        return .next
    }
}

/// `{{ expression }}`
final class OutputStatement: TemplateStatement {
    let expression: Expression
    let isReplaceable: Bool

    init(_ expression: Expression, isReplaceable: Bool) {
        self.expression = expression
        self.isReplaceable = isReplaceable
        super.init(expression.offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        if isReplaceable, frame.isExtended { return .next }
        frame.offset = offset
        try frame.renderer.append(try expression.evaluate(frame), autoescape: frame.autoescape)
        return .next
    }
}

/// `{% if %}`
final class IfStatement: TemplateStatement {
    let branches: [(condition: Expression, body: DeferredStatements)]
    let otherwise: DeferredStatements

    init(
        _ offset: Int, _ branches: [(condition: Expression, body: DeferredStatements)], otherwise: DeferredStatements
    ) {
        self.branches = branches
        self.otherwise = otherwise
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        for position in branches.indices {
            if try branches[position].condition.isTrue(frame) { return try branches[position].body.execute(frame) }
        }
        return try otherwise.execute(frame)
    }
}

/// Several that one tag stands for.
final class StatementGroup: TemplateStatement {
    let body: [TemplateStatement]

    init(_ offset: Int, _ body: [TemplateStatement]) {
        self.body = body
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow { try body.execute(frame) }
}

/// `{% do expression %}`
final class DoStatement: TemplateStatement {
    let expression: Expression

    init(_ offset: Int, _ expression: Expression) {
        self.expression = expression
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        _ = try expression.evaluate(frame)
        return .next
    }
}

/// `{% break %}`, `{% continue %}`
final class LoopControlStatement: TemplateStatement {
    let flow: Flow

    init(_ offset: Int, _ flow: Flow) {
        self.flow = flow
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow { flow }
}

/// `{% autoescape flag %}`
final class AutoescapeStatement: TemplateStatement {
    let flag: Expression
    let entries: ScopeEntries
    let body: [TemplateStatement]

    init(_ offset: Int, _ flag: Expression, _ entries: ScopeEntries, _ body: [TemplateStatement]) {
        self.flag = flag
        self.entries = entries
        self.body = body
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        let outer = frame.autoescape
        defer { frame.autoescape = outer }
        frame.autoescape = try flag.isTrue(frame)
        try frame.enter(entries)
        return try body.execute(frame)
    }
}

/// `{% filter name %}`
final class FilterStatement: TemplateStatement {
    let filter: Expression
    let entries: ScopeEntries
    let body: [TemplateStatement]

    init(_ offset: Int, _ filter: Expression, _ entries: ScopeEntries, _ body: [TemplateStatement]) {
        self.filter = filter
        self.entries = entries
        self.body = body
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        try frame.enter(entries)
        let start = frame.renderer.output.count
        let flow = try body.execute(frame)
        frame.offset = offset
        let text = frame.renderer.captured(from: start, autoescape: frame.autoescape)
        guard flow == .next else { return flow }
        let value = try frame.renderer.filter(text) { () throws(TemplateError) in try filter.evaluate(frame) }
        guard let filtered = Text.plain(value) else {
            throw TemplateError(.type, "expected str instance, \(PythonTypes.name(value)) found")
        }
        frame.renderer.append(filtered)
        return .next
    }
}
