import CSystem

/// The operands of expressions: names, literals, and what follows them.
extension Parser {
    func parsePrimary() throws(TemplateError) -> Expression {
        let token = current
        switch token.kind {
        case .name:
            try advance()
            return constant(token) ?? load(id(token), at: token.start)
        case .string: return try parseString()
        case .integer:
            guard let number = integer(token) else { throw error("Exceeds the limit (4300 digits) for integers") }
            try advance()
            return ConstantExpression(token.start, number)
        case .float:
            try advance()
            return ConstantExpression(token.start, .double(NumberText.double(digits(token)) ?? 0))
        case .leftParenthesis:
            try advance()
            let expression = try parseTuple(isParenthesized: true)
            try expect(.rightParenthesis)
            return expression
        case .leftBracket: return try parseList()
        case .leftBrace: return try parseDict()
        default: throw error("unexpected \(PythonText.repr(describe(token)))")
        }
    }

    private func constant(_ token: Token) -> Expression? {
        if isWord("true", token) || isWord("True", token) { return ConstantExpression(token.start, .bool(true)) }
        if isWord("false", token) || isWord("False", token) { return ConstantExpression(token.start, .bool(false)) }
        if isWord("none", token) || isWord("None", token) { return ConstantExpression(token.start, Value.none) }
        return nil
    }

    func isConstant(_ token: Token) -> Bool { constant(token) != nil }

    /// Strings that follow each other are one.
    private func parseString() throws(TemplateError) -> Expression {
        let first = current
        let start = first.start
        let isPlain = source.firstOffset(of: UInt8(ascii: "\\"), from: start, to: first.end) == nil
        if isPlain, try peek().kind != .string {
            try advance()
            return ConstantExpression(start, .string(source.text(start + 1, first.end - 1)))
        }
        var bytes: [UInt8] = []
        while current.kind == .string {
            do {
                try StringLiteral.append(source.bytes[(current.start + 1)..<(current.end - 1)], to: &bytes)
            } catch {
                throw self.error(error.message)
            }
            try advance()
        }
        return ConstantExpression(start, .string(String(utf8: bytes)))
    }

    private func digits(_ token: Token) -> [UInt8] {
        source.bytes[token.start..<token.end].filter { $0 != UInt8(ascii: "_") }
    }

    private func integer(_ token: Token) -> Value? {
        let digits = digits(token)
        if digits.count > 1, digits[0] == UInt8(ascii: "0"), let radix = LexerRules.radix(digits[1]) {
            return BigInteger(digits: digits.dropFirst(2), radix: radix).map { Value($0) }
        }
        if digits.count < 19 { return .int(digits.reduce(0) { $0 * 10 + Int($1 - 48) }) }
        return BigInteger(digits: digits, radix: 10).map { Value($0) }
    }

    private func parseList() throws(TemplateError) -> Expression {
        let start = try expect(.leftBracket).start
        var items: [Expression] = []
        try beside { (next) throws(TemplateError) in
            while current.kind != .rightBracket {
                if !items.isEmpty { try expect(.comma) }
                if current.kind == .rightBracket { break }
                items.append(try parseExpression())
                next()
            }
        }
        try expect(.rightBracket)
        return ListExpression(start, items)
    }

    private func parseDict() throws(TemplateError) -> Expression {
        let start = try expect(.leftBrace).start
        var entries: [(key: Expression, value: Expression)] = []
        try beside { (next) throws(TemplateError) in
            while current.kind != .rightBrace {
                if !entries.isEmpty { try expect(.comma) }
                if current.kind == .rightBrace { break }
                let key = try parseExpression()
                try expect(.colon)
                entries.append((key, try parseExpression()))
                next()
            }
        }
        try expect(.rightBrace)
        return DictExpression(start, entries)
    }

    // MARK: What follows an operand

    func parsePostfix(_ operand: Expression) throws(TemplateError) -> Expression {
        var expression = operand
        while true {
            switch current.kind {
            case .dot, .leftBracket: expression = try parseSubscript(expression)
            case .leftParenthesis: expression = try parseCall(expression)
            default: return expression
            }
            try grow()
        }
    }

    func parseFilters(_ operand: Expression) throws(TemplateError) -> Expression {
        var expression = operand
        while true {
            if current.kind == .pipe {
                expression = try parseFilter(expression)
            } else if isWord("is") {
                expression = try parseTest(expression)
            } else if current.kind == .leftParenthesis {
                expression = try parseCall(expression)
            } else {
                return expression
            }
            try grow()
        }
    }

    private func parseSubscript(_ owner: Expression) throws(TemplateError) -> Expression {
        let token = current
        try advance()
        if token.kind == .dot {
            let member = current
            try advance()
            if member.kind == .name { return AttributeExpression(token.start, owner, text(member)) }
            guard member.kind == .integer else { throw error("expected name or number", at: member.start) }
            guard let index = integer(member) else { throw error("Exceeds the limit (4300 digits) for integers") }
            return ItemExpression(token.start, owner, ConstantExpression(member.start, index))
        }
        var items: [Expression] = []
        var slice: Expression?
        while current.kind != .rightBracket {
            if !items.isEmpty { try expect(.comma) }
            let (item, itemSlice) = try parseSubscribed(owner, token.start)
            items.append(item)
            slice = itemSlice
        }
        try expect(.rightBracket)
        if let slice, items.count == 1 { return slice }
        return ItemExpression(token.start, owner, items.count == 1 ? items[0] : TupleExpression(token.start, items))
    }

    /// An item in brackets, or a slice.
    private func parseSubscribed(
        _ owner: Expression, _ offset: Int
    ) throws(TemplateError) -> (item: Expression, slice: Expression?) {
        var start: Expression?
        if current.kind != .colon {
            let expression = try parseExpression()
            if current.kind != .colon { return (expression, nil) }
            start = expression
        }
        try expect(.colon)
        let stop = try parseSlicePart()
        let step = try skip(.colon) ? try parseSlicePart() : nil
        let slice = SliceExpression(offset, owner, start, stop, step)
        return (ConstantExpression(offset, Value.none), slice)
    }

    private func parseSlicePart() throws(TemplateError) -> Expression? {
        switch current.kind {
        case .colon, .rightBracket, .comma: nil
        default: try parseExpression()
        }
    }

    func parseCall(_ callee: Expression) throws(TemplateError) -> CallExpression {
        let start = current.start
        return CallExpression(start, callee, try parseArguments())
    }

    func parseArguments() throws(TemplateError) -> CallArguments {
        let start = try expect(.leftParenthesis).start
        var arguments = CallArguments()
        var isFirst = true
        try beside { (next) throws(TemplateError) in
            while current.kind != .rightParenthesis {
                if !isFirst {
                    try expect(.comma)
                    if current.kind == .rightParenthesis { break }
                }
                isFirst = false
                guard try parseArgument(into: &arguments) else {
                    throw error("invalid syntax for function call expression", at: start)
                }
                next()
            }
        }
        try expect(.rightParenthesis)
        return arguments
    }

    /// One argument; false if it may not stand after those before it.
    private func parseArgument(into arguments: inout CallArguments) throws(TemplateError) -> Bool {
        let isNothingDynamic = arguments.list == nil && arguments.dict == nil
        if current.kind == .multiply {
            guard isNothingDynamic else { return false }
            try advance()
            arguments.list = try parseExpression()
        } else if current.kind == .power {
            guard arguments.dict == nil else { return false }
            try advance()
            arguments.dict = try parseExpression()
        } else if current.kind == .name, try peek().kind == .assign {
            guard arguments.dict == nil else { return false }
            let name = text(current)
            guard !arguments.keyword.contains(where: { sameBytes($0.name, name) }) else {
                throw error("keyword argument repeated: \(name)")
            }
            try advance()
            try advance()
            arguments.keyword.append((name, try parseExpression()))
        } else {
            guard isNothingDynamic, arguments.keyword.isEmpty else { return false }
            arguments.positional.append(try parseExpression())
        }
        return true
    }

    /// `|name(arguments)`, once.
    /// - Parameter operand: nil for the text of a block.
    func parseFilter(_ operand: Expression?, isInline: Bool = false) throws(TemplateError) -> Expression {
        if !isInline { try advance() }
        let (name, start) = try parseDottedName()
        let arguments = current.kind == .leftParenthesis ? try parseArguments() : CallArguments()
        if let filter = FilterName(rawValue: name) { return FilterExpression(start, filter, operand, arguments) }
        return unknown("No filter named \(PythonText.repr(name))", start, operand)
    }

    /// All filters of a `filter` or `set` block.
    func parseBlockFilters(isInline: Bool) throws(TemplateError) -> Expression {
        var expression = try parseFilter(nil, isInline: isInline)
        while current.kind == .pipe {
            expression = try parseFilter(expression)
            try grow()
        }
        return expression
    }

    private func parseTest(_ operand: Expression) throws(TemplateError) -> Expression {
        let start = current.start
        try advance()
        let isNegated = try skip(word: "not")
        let (name, _) = try parseDottedName()
        var arguments = CallArguments()
        if current.kind == .leftParenthesis {
            arguments = try parseArguments()
        } else if startsTestArgument() {
            if isWord("is") { throw error("You cannot chain multiple tests with is") }
            arguments.positional = [try parsePostfix(try nested { () throws(TemplateError) in try parsePrimary() })]
        }
        let expression =
            if let test = Test(name) {
                TestExpression(start, test, operand, arguments)
            } else {
                unknown("No test named \(PythonText.repr(name))", start, operand)
            }
        return isNegated ? NotExpression(start, expression) : expression
    }

    private func startsTestArgument() -> Bool {
        switch current.kind {
        case .name: !isWord("else") && !isWord("or") && !isWord("and")
        case .string, .integer, .float, .leftBracket, .leftBrace: true
        default: false
        }
    }

    private func parseDottedName() throws(TemplateError) -> (name: String, start: Int) {
        let token = try expect(.name)
        var name = text(token)
        while try skip(.dot) { name += ".\(text(try expect(.name)))" }
        return (name, token.start)
    }

    /// A filter or test that is not there: an error now, or, under a condition, when it is reached.
    private func unknown(_ message: String, _ start: Int, _ operand: Expression?) -> Expression {
        if !isSoft { lateErrors.append(error("\(message).", at: start, .assertion)) }
        options.findings?.unknownNames.append(error("\(message).", at: start, .assertion))
        return UnknownExpression(start, "\(message) found.", operand)
    }
}
