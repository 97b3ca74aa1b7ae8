/// What `set`, `for` and `with` assign to.
indirect enum Target {
    /// - Parameter export: whether blocks and importing templates see it, and by which name.
    case variable(slot: Int, id: NameID, export: Bool)
    /// `{% set namespace.name = value %}`
    case attribute(of: NameExpression, String)
    case tuple([Target])

    func assign(_ value: Value, _ frame: Frame) throws(TemplateError) {
        switch self {
        case .variable(let slot, let id, let export):
            frame.slots[slot] = value
            if export { frame.context.export(id, value, frame.renderer.names) }
        case .attribute(let owner, let name):
            guard case .object(let object) = try owner.evaluate(frame), let namespace = object as? Namespace else {
                throw TemplateError(.runtime, "cannot assign attribute on non-namespace object")
            }
            namespace.attributes[name] = value
        case .tuple(let targets): try unpack(value, to: targets, frame)
        }
    }

    private func unpack(_ value: Value, to targets: [Target], _ frame: Frame) throws(TemplateError) {
        var iterator: ValueIterator
        switch value {
        case .tuple, .list, .string, .markup, .dict, .object: iterator = try ValueIterator(value)
        default: throw TemplateError(.type, "cannot unpack non-iterable \(PythonTypes.name(value)) object")
        }
        var values: [Value] = []
        while values.count <= targets.count, let value = try iterator.next() { values.append(value) }
        guard values.count <= targets.count else {
            throw TemplateError(.value, "too many values to unpack (expected \(targets.count))")
        }
        guard values.count == targets.count else {
            let counts = "expected \(targets.count), got \(values.count)"
            throw TemplateError(.value, "not enough values to unpack (\(counts))")
        }
        for index in targets.indices { try targets[index].assign(values[index], frame) }
    }
}

/// `{% set target = value %}`
final class SetStatement: TemplateStatement {
    let target: Target
    let value: Expression

    init(_ offset: Int, _ target: Target, _ value: Expression) {
        self.target = target
        self.value = value
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        try target.assign(try value.evaluate(frame), frame)
        return .next
    }
}

/// `{% set target %}…{% endset %}`
final class SetBlockStatement: TemplateStatement {
    let target: Target
    let filter: Expression?
    let entries: ScopeEntries
    let body: [TemplateStatement]

    init(_ offset: Int, _ target: Target, _ filter: Expression?, _ entries: ScopeEntries, _ body: [TemplateStatement]) {
        self.target = target
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
        var value = frame.renderer.captured(from: start, autoescape: frame.autoescape)
        guard flow == .next else { return flow }
        if let filter {
            value = try frame.renderer.filter(value) { () throws(TemplateError) in try filter.evaluate(frame) }
        }
        try target.assign(value, frame)
        return .next
    }
}

/// `{% with a=1, b=2 %}`
final class WithStatement: TemplateStatement {
    let assignments: [(target: Target, value: Expression)]
    let entries: ScopeEntries
    let body: [TemplateStatement]

    init(
        _ offset: Int, _ assignments: [(target: Target, value: Expression)], _ entries: ScopeEntries,
        _ body: [TemplateStatement]
    ) {
        self.assignments = assignments
        self.entries = entries
        self.body = body
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        var values: [Value] = []
        for assignment in assignments { values.append(try assignment.value.evaluate(frame)) }
        try frame.enter(entries)
        for index in assignments.indices { try assignments[index].target.assign(values[index], frame) }
        return try body.execute(frame)
    }
}
