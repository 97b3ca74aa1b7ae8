/// Expressions, loosest operators first. The order is Jinja's: `~` binds tighter than `+`, filters tighter than any operator.
extension Parser {
    func parseExpression(withCondition: Bool = true) throws(TemplateError) -> Expression {
        try nested { () throws(TemplateError) in withCondition ? try parseConditional() : try parseOr() }
    }

    private func parseConditional() throws(TemplateError) -> Expression {
        var start = current.start
        let lateErrorCount = lateErrors.count
        var expression = try parseOr()
        while try skip(word: "if") {
            try grow()
            let condition = try parseOr()
            let otherwise = try skip(word: "else") ? try parseExpression() : nil
            expression = ConditionalExpression(start, condition, then: expression, otherwise: otherwise)
            // What is only reached under a condition may use a filter that is not there.
            lateErrors.removeLast(lateErrors.count - lateErrorCount)
            start = current.start
        }
        return expression
    }

    private func parseOr() throws(TemplateError) -> Expression {
        var start = current.start
        var left = try parseAnd()
        while try skip(word: "or") {
            try grow()
            left = LogicExpression(start, isAnd: false, left, try parseAnd())
            start = current.start
        }
        return left
    }

    private func parseAnd() throws(TemplateError) -> Expression {
        var start = current.start
        var left = try parseNot()
        while try skip(word: "and") {
            try grow()
            left = LogicExpression(start, isAnd: true, left, try parseNot())
            start = current.start
        }
        return left
    }

    private func parseNot() throws(TemplateError) -> Expression {
        guard isWord("not") else { return try parseComparison() }
        let start = current.start
        try advance()
        return try nested { () throws(TemplateError) in NotExpression(start, try parseNot()) }
    }

    private func parseComparison() throws(TemplateError) -> Expression {
        let start = current.start
        let first = try parseSum()
        var rest: [(operation: Comparison.Operation, operand: Expression)] = []
        while let operation = try comparisonOperation() {
            try grow()
            rest.append((operation, try parseSum()))
        }
        return rest.isEmpty ? first : ComparisonExpression(start, first, rest)
    }

    /// Takes a comparison operator, if there is one.
    private func comparisonOperation() throws(TemplateError) -> Comparison.Operation? {
        let operation: Comparison.Operation? =
            switch current.kind {
            case .equal: .equal
            case .notEqual: .notEqual
            case .less: .less
            case .lessOrEqual: .lessOrEqual
            case .greater: .greater
            case .greaterOrEqual: .greaterOrEqual
            case .name where isWord("in"): .isIn
            default: nil
            }
        if operation == nil, isWord("not") {
            guard isWord("in", try peek()) else { return nil }
            try advance()
            try advance()
            return .isNotIn
        }
        if operation != nil { try advance() }
        return operation
    }

    private func parseSum() throws(TemplateError) -> Expression {
        var start = current.start
        var left = try parseConcatenation()
        while current.kind == .add || current.kind == .subtract {
            let operation: Arithmetic.Operation = current.kind == .add ? .add : .subtract
            try advance()
            try grow()
            left = ArithmeticExpression(start, operation, left, try parseConcatenation())
            start = current.start
        }
        return left
    }

    private func parseConcatenation() throws(TemplateError) -> Expression {
        let start = current.start
        let first = try parseProduct()
        guard current.kind == .tilde else { return first }
        var items = [first]
        while try skip(.tilde) { items.append(try parseProduct()) }
        return ConcatenationExpression(start, items, forgetsMarkup: isVolatile)
    }

    private func parseProduct() throws(TemplateError) -> Expression {
        var start = current.start
        var left = try parsePower()
        while true {
            let operation: Arithmetic.Operation
            switch current.kind {
            case .multiply: operation = .multiply
            case .divide: operation = .divide
            case .floorDivide: operation = .floorDivide
            case .modulo: operation = .modulo
            default: return left
            }
            try advance()
            try grow()
            left = ArithmeticExpression(start, operation, left, try parsePower())
            start = current.start
        }
    }

    private func parsePower() throws(TemplateError) -> Expression {
        var start = current.start
        var left = try parseUnary()
        while try skip(.power) {
            try grow()
            left = ArithmeticExpression(start, .power, left, try parseUnary())
            start = current.start
        }
        return left
    }

    func parseUnary(withFilters: Bool = true) throws(TemplateError) -> Expression {
        let start = current.start
        var expression: Expression
        if current.kind == .subtract || current.kind == .add {
            let isMinus = current.kind == .subtract
            try advance()
            let operand = try nested { () throws(TemplateError) in try parseUnary(withFilters: false) }
            expression = SignExpression(start, isMinus: isMinus, operand)
        } else {
            expression = try parsePrimary()
        }
        expression = try parsePostfix(expression)
        return withFilters ? try parseFilters(expression) : expression
    }

    /// Several expressions with commas between them are a tuple.
    /// - Parameter end: a word that may follow a comma at the end.
    func parseTuple(
        withCondition: Bool = true, isParenthesized: Bool = false, end: StaticString? = nil
    ) throws(TemplateError) -> Expression {
        var start = current.start
        var first: Expression?
        var rest: [Expression] = []
        var isTuple = false
        try beside { (next) throws(TemplateError) in
            while !isTupleEnd(end) {
                let item = try parseExpression(withCondition: withCondition)
                if first == nil { first = item } else { rest.append(item) }
                next()
                guard current.kind == .comma else { break }
                isTuple = true
                start = current.start
                try advance()
            }
        }
        if let first { return isTuple ? TupleExpression(start, [first] + rest) : first }
        guard isParenthesized else {
            throw error("Expected an expression, got \(PythonText.repr(describe(current)))")
        }
        return TupleExpression(start, [])
    }

    func isTupleEnd(_ word: StaticString?) -> Bool {
        switch current.kind {
        case .variableEnd, .blockEnd, .rightParenthesis: true
        default: word.map { isWord($0) } ?? false
        }
    }
}
