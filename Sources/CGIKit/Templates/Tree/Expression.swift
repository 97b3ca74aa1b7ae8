/// A part of a template that has a value.
class Expression {
    /// Where Jinja says it is, for the line of errors: for `a.b` the dot.
    let offset: Int

    init(_ offset: Int) { self.offset = offset }

    func evaluate(_ frame: Frame) throws(TemplateError) -> Value { fatalError("every expression has a value") }

    /// Whether `{% if expression %}` holds.
    func isTrue(_ frame: Frame) throws(TemplateError) -> Bool { try Truth.of(try evaluate(frame)) }
}

final class ConstantExpression: Expression {
    let value: Value

    init(_ offset: Int, _ value: Value) {
        self.value = value
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value { value }
}

final class NameExpression: Expression {
    let id: NameID
    private(set) var access: NameAccess

    init(_ offset: Int, _ id: NameID, _ access: NameAccess = .context) {
        self.id = id
        self.access = access
        super.init(offset)
    }

    func resolve(in scope: Scope) { access = scope.access(id) }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        try frame.value(of: access, id) ?? frame.undefined(id)
    }
}

final class ListExpression: Expression {
    let items: [Expression]

    init(_ offset: Int, _ items: [Expression]) {
        self.items = items
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value { .list(List(try items.evaluated(frame))) }
}

final class TupleExpression: Expression {
    let items: [Expression]

    init(_ offset: Int, _ items: [Expression]) {
        self.items = items
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value { .tuple(try items.evaluated(frame)) }
}

extension [Expression] {
    func evaluated(_ frame: Frame) throws(TemplateError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        for item in self { values.append(try item.evaluate(frame)) }
        return values
    }
}

final class DictExpression: Expression {
    let entries: [(key: Expression, value: Expression)]

    init(_ offset: Int, _ entries: [(key: Expression, value: Expression)]) {
        self.entries = entries
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        let dict = Dict()
        for entry in entries { try dict.set(try entry.key.evaluate(frame), to: try entry.value.evaluate(frame)) }
        return .dict(dict)
    }
}

/// `a if condition else b`. Without `else` it is undefined of the lenient kind, whichever the environment's is.
final class ConditionalExpression: Expression {
    let condition: Expression
    let then: Expression
    let otherwise: Expression?

    init(_ offset: Int, _ condition: Expression, then: Expression, otherwise: Expression?) {
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        if try condition.isTrue(frame) { return try then.evaluate(frame) }
        if let otherwise { return try otherwise.evaluate(frame) }
        let reason = Undefined.Reason.noElse(frame.template.source, offset: offset)
        return .undefined(Undefined(reason, .lenient))
    }
}
