/// The expressions. (Arguments are evaluated from left to right: in the order in which they were written.)
extension TreeReader {
    mutating func expression() throws(CorruptTree) -> Expression {
        guard let expression = try optionalExpression() else { throw CorruptTree() }
        return expression
    }

    mutating func optionalExpression() throws(CorruptTree) -> Expression? {
        let byte = try byte()
        if byte == 0 { return nil }
        guard let kind = ExpressionKind(rawValue: byte) else { throw CorruptTree() }
        let offset = try offset()
        switch kind {
        case .constant: return ConstantExpression(offset, try constant())
        case .name: return try nameExpression(offset)
        case .list: return ListExpression(offset, try expressions())
        case .tuple: return TupleExpression(offset, try expressions())
        case .dict:
            return DictExpression(
                offset,
                try list { tree throws(CorruptTree) in (key: try tree.expression(), value: try tree.expression()) })
        case .conditional:
            return ConditionalExpression(
                offset, try expression(), then: try expression(), otherwise: try optionalExpression())
        case .attribute: return AttributeExpression(offset, try expression(), try string())
        case .item: return ItemExpression(offset, try expression(), try expression())
        case .slice:
            return SliceExpression(
                offset, try expression(), try optionalExpression(), try optionalExpression(), try optionalExpression())
        case .call: return CallExpression(offset, try expression(), try arguments())
        case .filter:
            return FilterExpression(offset, try numbered(FilterName.self), try optionalExpression(), try arguments())
        case .test: return TestExpression(offset, try numbered(Test.self), try expression(), try arguments())
        case .unknown: return UnknownExpression(offset, try string(), try optionalExpression())
        case .logic: return LogicExpression(offset, isAnd: try bool(), try expression(), try expression())
        case .not: return NotExpression(offset, try expression())
        case .sign: return SignExpression(offset, isMinus: try bool(), try expression())
        case .arithmetic:
            return ArithmeticExpression(
                offset, try numbered(Arithmetic.Operation.self), try expression(), try expression())
        case .concatenation: return ConcatenationExpression(offset, try expressions(), forgetsMarkup: try bool())
        case .comparison:
            let first = try expression()
            let rest = try list { tree throws(CorruptTree) in
                (operation: try tree.numbered(Comparison.Operation.self), operand: try tree.expression())
            }
            return ComparisonExpression(offset, first, rest)
        }
    }

    mutating func nameExpression(_ offset: Int) throws(CorruptTree) -> NameExpression {
        NameExpression(offset, try name(), try access())
    }

    private mutating func expressions() throws(CorruptTree) -> [Expression] {
        try list { tree throws(CorruptTree) in try tree.expression() }
    }

    private mutating func arguments() throws(CorruptTree) -> CallArguments {
        CallArguments(
            positional: try expressions(),
            keyword: try list { tree throws(CorruptTree) in (name: try tree.string(), value: try tree.expression()) },
            list: try optionalExpression(), dict: try optionalExpression())
    }

    private mutating func constant() throws(CorruptTree) -> Value {
        switch try kind(ConstantKind.self) {
        case .none: return .none
        case .false: return .bool(false)
        case .true: return .bool(true)
        case .int: return .int(Int(Int64(bitPattern: try word())))
        case .big:
            let isNegative = try bool()
            let limbs = try list { tree throws(CorruptTree) in UInt32(truncatingIfNeeded: try tree.int()) }
            return .big(BigInteger(isNegative: isNegative, limbs: limbs))
        case .double: return .double(Double(bitPattern: try word()))
        case .string: return .string(try string())
        }
    }
}
