/// The expressions, each as ``TreeReader/expression()`` reads it.
extension TreeWriter {
    mutating func optionalExpression(_ expression: Expression?) {
        if let expression { self.expression(expression) } else { byte(0) }
    }

    private mutating func begin(_ kind: ExpressionKind, _ offset: Int) {
        byte(kind.rawValue)
        int(offset)
    }

    mutating func expression(_ expression: Expression) {
        let offset = expression.offset
        switch expression {
        case let constant as ConstantExpression:
            begin(.constant, offset)
            self.constant(constant.value)
        case let name as NameExpression:
            begin(.name, offset)
            self.name(name)
        case let attribute as AttributeExpression:
            begin(.attribute, offset)
            self.expression(attribute.owner)
            string(attribute.name)
        case let item as ItemExpression:
            begin(.item, offset)
            self.expression(item.owner)
            self.expression(item.key)
        case let slice as SliceExpression:
            begin(.slice, offset)
            self.expression(slice.owner)
            for bound in [slice.start, slice.stop, slice.step] { optionalExpression(bound) }
        case let call as CallExpression:
            begin(.call, offset)
            self.expression(call.callee)
            arguments(call.arguments)
        case let filter as FilterExpression:
            begin(.filter, offset)
            number(filter.filter)
            optionalExpression(filter.operand)
            arguments(filter.arguments)
        case let test as TestExpression:
            begin(.test, offset)
            number(test.test)
            self.expression(test.operand)
            arguments(test.arguments)
        case let unknown as UnknownExpression:
            begin(.unknown, offset)
            string(unknown.message)
            optionalExpression(unknown.operand)
        default:
            if !literal(expression), !operation(expression) { fatalError("an expression that cannot be written") }
        }
    }

    private mutating func literal(_ expression: Expression) -> Bool {
        switch expression {
        case let list as ListExpression:
            begin(.list, list.offset)
            self.list(list.items) { $0.expression($1) }
        case let tuple as TupleExpression:
            begin(.tuple, tuple.offset)
            list(tuple.items) { $0.expression($1) }
        case let dict as DictExpression:
            begin(.dict, dict.offset)
            list(dict.entries) { tree, entry in
                tree.expression(entry.key)
                tree.expression(entry.value)
            }
        default: return false
        }
        return true
    }

    private mutating func operation(_ expression: Expression) -> Bool {
        switch expression {
        case let conditional as ConditionalExpression:
            begin(.conditional, conditional.offset)
            self.expression(conditional.condition)
            self.expression(conditional.then)
            optionalExpression(conditional.otherwise)
        case let logic as LogicExpression:
            begin(.logic, logic.offset)
            bool(logic.isAnd)
            self.expression(logic.left)
            self.expression(logic.right)
        case let not as NotExpression:
            begin(.not, not.offset)
            self.expression(not.operand)
        case let sign as SignExpression:
            begin(.sign, sign.offset)
            bool(sign.isMinus)
            self.expression(sign.operand)
        case let arithmetic as ArithmeticExpression:
            begin(.arithmetic, arithmetic.offset)
            number(arithmetic.operation)
            self.expression(arithmetic.left)
            self.expression(arithmetic.right)
        case let concatenation as ConcatenationExpression:
            begin(.concatenation, concatenation.offset)
            list(concatenation.items) { $0.expression($1) }
            bool(concatenation.forgetsMarkup)
        case let comparison as ComparisonExpression:
            begin(.comparison, comparison.offset)
            self.expression(comparison.first)
            list(comparison.rest) { tree, next in
                tree.number(next.operation)
                tree.expression(next.operand)
            }
        default: return false
        }
        return true
    }

    /// A name and where its value is found.
    mutating func name(_ name: NameExpression) {
        self.name(name.id)
        access(name.access)
    }

    private mutating func arguments(_ arguments: CallArguments) {
        list(arguments.positional) { $0.expression($1) }
        list(arguments.keyword) { tree, argument in
            tree.string(argument.name)
            tree.expression(argument.value)
        }
        optionalExpression(arguments.list)
        optionalExpression(arguments.dict)
    }

    private mutating func constant(_ value: Value) {
        switch value {
        case .none: byte(ConstantKind.none.rawValue)
        case .bool(let flag): byte((flag ? ConstantKind.true : .false).rawValue)
        case .int(let int):
            byte(ConstantKind.int.rawValue)
            word(UInt64(bitPattern: Int64(int)))
        case .big(let big):
            byte(ConstantKind.big.rawValue)
            bool(big.isNegative)
            list(big.limbs) { $0.int(Int($1)) }
        case .double(let double):
            byte(ConstantKind.double.rawValue)
            word(double.bitPattern)
        case .string(let string):
            byte(ConstantKind.string.rawValue)
            self.string(string)
        default: fatalError("templates have no other constants")
        }
    }
}
