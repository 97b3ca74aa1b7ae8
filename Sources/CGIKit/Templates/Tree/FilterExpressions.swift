/// `value|filter(arguments)`
final class FilterExpression: Expression {
    let filter: FilterName
    /// nil: the text of a `{% filter %}` or `{% set %}` block.
    let operand: Expression?
    let arguments: CallArguments

    init(_ offset: Int, _ filter: FilterName, _ operand: Expression?, _ arguments: CallArguments) {
        self.filter = filter
        self.operand = operand
        self.arguments = arguments
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        let value = if let operand { try operand.evaluate(frame) } else { frame.renderer.filteredText ?? .none }
        try frame.renderer.charge(reading: value)
        let result = try Filters.apply(filter, value, try arguments.evaluate(frame), frame)
        try frame.renderer.charge(making: result)
        return result
    }
}

/// `value is test(arguments)`
final class TestExpression: Expression {
    let test: Test
    let operand: Expression
    let arguments: CallArguments

    init(_ offset: Int, _ test: Test, _ operand: Expression, _ arguments: CallArguments) {
        self.test = test
        self.operand = operand
        self.arguments = arguments
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value { .bool(try isTrue(frame)) }

    override func isTrue(_ frame: Frame) throws(TemplateError) -> Bool {
        let value = try operand.evaluate(frame)
        return try Tests.apply(test, value, try arguments.evaluate(frame))
    }
}

/// A filter or test that does not exist, where that only matters if it is reached.
final class UnknownExpression: Expression {
    let message: String
    let operand: Expression?

    init(_ offset: Int, _ message: String, _ operand: Expression?) {
        self.message = message
        self.operand = operand
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        _ = try operand?.evaluate(frame)
        throw TemplateError(.runtime, message)
    }
}
