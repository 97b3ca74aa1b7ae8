/// `a and b`, `a or b`: one of the operands, as in Python.
final class LogicExpression: Expression {
    let isAnd: Bool
    let left: Expression
    let right: Expression

    init(_ offset: Int, isAnd: Bool, _ left: Expression, _ right: Expression) {
        self.isAnd = isAnd
        self.left = left
        self.right = right
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        let value = try left.evaluate(frame)
        return try Truth.of(value) == isAnd ? try right.evaluate(frame) : value
    }

    override func isTrue(_ frame: Frame) throws(TemplateError) -> Bool {
        try left.isTrue(frame) == isAnd ? try right.isTrue(frame) : !isAnd
    }
}

final class NotExpression: Expression {
    let operand: Expression

    init(_ offset: Int, _ operand: Expression) {
        self.operand = operand
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value { .bool(!(try operand.isTrue(frame))) }
}

/// `-a`, `+a`
final class SignExpression: Expression {
    let isMinus: Bool
    let operand: Expression

    init(_ offset: Int, isMinus: Bool, _ operand: Expression) {
        self.isMinus = isMinus
        self.operand = operand
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        try Arithmetic.signed(try operand.evaluate(frame), isMinus: isMinus)
    }
}

final class ArithmeticExpression: Expression {
    let operation: Arithmetic.Operation
    let left: Expression
    let right: Expression

    init(_ offset: Int, _ operation: Arithmetic.Operation, _ left: Expression, _ right: Expression) {
        self.operation = operation
        self.left = left
        self.right = right
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        let left = try left.evaluate(frame)
        let right = try right.evaluate(frame)
        if case .big = right { try frame.renderer.charge(reading: right) }
        let result = try Arithmetic.apply(operation, left, right, frame.renderer.limits)
        try frame.renderer.charge(making: result)
        return result
    }
}

/// `a ~ b ~ c`: all as strings; markup if one of them is.
final class ConcatenationExpression: Expression {
    let items: [Expression]
    /// Jinja forgets markup where autoescape depends on an expression.
    let forgetsMarkup: Bool

    init(_ offset: Int, _ items: [Expression], forgetsMarkup: Bool) {
        self.items = items
        self.forgetsMarkup = forgetsMarkup
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        let values = try items.evaluated(frame)
        let result = try MarkupText.joined(values, autoescape: frame.autoescape && !forgetsMarkup)
        try frame.renderer.charge(making: result)
        return result
    }
}

/// `a < b <= c`: each operand is evaluated once.
final class ComparisonExpression: Expression {
    let first: Expression
    let rest: [(operation: Comparison.Operation, operand: Expression)]

    init(_ offset: Int, _ first: Expression, _ rest: [(operation: Comparison.Operation, operand: Expression)]) {
        self.first = first
        self.rest = rest
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value { .bool(try isTrue(frame)) }

    override func isTrue(_ frame: Frame) throws(TemplateError) -> Bool {
        var left = try first.evaluate(frame)
        for (operation, operand) in rest {
            let right = try operand.evaluate(frame)
            try frame.renderer.charge(reading: right)
            guard try Comparison.apply(operation, left, right) else { return false }
            left = right
        }
        return true
    }
}
