/// The names in an assignment, before it is known which scope they are in.
indirect enum TargetNames {
    case name(NameID)
    case attribute(of: NameID, Int, String)
    case tuple([TargetNames])
}

extension Parser {
    /// What may stand before `in` or `=`: a name, several with commas, or nested in parentheses.
    func parseTargetNames(end: StaticString?, withNamespace: Bool = false) throws(TemplateError) -> TargetNames {
        var items: [TargetNames] = []
        var isTuple = false
        while true {
            if !items.isEmpty { try expect(.comma) }
            if isTupleEnd(end) { break }
            items.append(try parseTargetItem(withNamespace))
            guard current.kind == .comma else { break }
            isTuple = true
        }
        if isTuple { return .tuple(items) }
        guard let item = items.first else {
            throw error("Expected an expression, got \(PythonText.repr(describe(current)))")
        }
        return item
    }

    private func parseTargetItem(_ withNamespace: Bool) throws(TemplateError) -> TargetNames {
        let token = current
        if token.kind == .leftParenthesis {
            try advance()
            let names = try nested { () throws(TemplateError) in
                current.kind == .rightParenthesis ? .tuple([]) : try parseTargetNames(end: nil)
            }
            try expect(.rightParenthesis)
            return names
        }
        guard token.kind == .name, !isConstant(token) else {
            let expression = try parsePrimary()
            let kind =
                switch expression {
                case is ListExpression: "list"
                case is DictExpression: "dict"
                default: "const"
                }
            throw error("can't assign to \(PythonText.repr(kind))", at: token.start)
        }
        try advance()
        let id = id(token)
        guard withNamespace, current.kind == .dot else { return .name(id) }
        try advance()
        return .attribute(of: id, token.start, text(try expect(.name)))
    }

    /// The variables for these names in the current scope.
    func target(_ names: TargetNames, isParameter: Bool = false) throws(TemplateError) -> Target {
        switch names {
        case .name(let id):
            if id == NameTable.loop, isParameter, scope.kind == .loop {
                let message = "Can't assign to special loop variable in for-loop target"
                lateErrors.append(error(message, at: current.start, .assertion))
            }
            return variable(id, isParameter: isParameter)
        case .attribute(let id, let offset, let name): return .attribute(of: load(id, at: offset), name)
        case .tuple(let items):
            var targets: [Target] = []
            for item in items { targets.append(try target(item, isParameter: isParameter)) }
            return .tuple(targets)
        }
    }
}
