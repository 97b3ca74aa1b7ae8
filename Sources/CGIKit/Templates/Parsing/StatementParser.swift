/// Tags, and the text between them.
extension Parser {
    /// Text and tags up to one of the end tags, whose `{%` is taken.
    func parseBody(until ends: [StaticString]?) throws(TemplateError) -> [TemplateStatement] {
        if let ends { endTags.append(ends) }
        defer { if ends != nil { endTags.removeLast() } }
        var body: [TemplateStatement] = []
        while true {
            switch current.kind {
            case .data:
                body.append(TextStatement(current.start, current.end, isReplaceable: isReplaceable))
                try advance()
            case .variableBegin:
                try advance()
                resetHeight()
                do throws(TemplateError) {
                    body.append(OutputStatement(try parseTuple(), isReplaceable: isReplaceable))
                    if current.kind != .variableEnd { try expect(.variableEnd) }
                } catch {
                    try recover(from: error, to: .variableEnd)
                }
                try advance()
            case .blockBegin:
                try advance()
                if let ends, ends.contains(where: { isWord($0) }) { return body }
                if let statement = try nested({ () throws(TemplateError) in try parseStatement() }) {
                    body.append(statement)
                }
                try expect(.blockEnd)
            default: return body
            }
        }
    }

    /// The body of a tag, up to the word of one of its end tags.
    func parseStatements(until ends: [StaticString]) throws(TemplateError) -> [TemplateStatement] {
        _ = try skip(.colon)
        try expect(.blockEnd)
        let body = try parseBody(until: ends)
        if current.kind == .end {
            endTags.append(ends)
            defer { endTags.removeLast() }
            throw unknownTag(nil, at: current.start)
        }
        return body
    }

    /// The body of a tag with one end tag, with that.
    func parseStatements(through end: StaticString) throws(TemplateError) -> [TemplateStatement] {
        let body = try parseStatements(until: [end])
        try advance()
        return body
    }

    /// A tag; nil if it does nothing by itself.
    private func parseStatement() throws(TemplateError) -> TemplateStatement? {
        let tag = current
        guard tag.kind == .name else { throw error("tag name expected") }
        let name = text(tag)
        resetHeight()
        openTags.append(name)
        defer { openTags.removeLast() }
        try advance()
        switch name {
        case "if": return try parseIf(tag.start)
        case "for": return try parseFor(tag.start)
        case "set": return try parseSet(tag.start)
        case "block": return try parseBlock(tag.start)
        case "extends": return try parseExtends(tag.start)
        case "include": return try parseInclude(tag.start)
        case "import": return try parseImport(tag.start)
        case "from": return try parseFrom(tag.start)
        case "macro": return try parseMacro(tag.start)
        case "call": return try parseCallBlock(tag.start)
        case "filter": return try parseFilterBlock(tag.start)
        case "with": return try parseWith(tag.start)
        case "autoescape": return try parseAutoescape(tag.start)
        case "print": return try parsePrint()
        case "do" where options.extensions.contains(.expressionStatement):
            return DoStatement(tag.start, try parseTuple())
        case "break" where options.extensions.contains(.loopControls):
            return try parseLoopControl(tag, .leaveLoop)
        case "continue" where options.extensions.contains(.loopControls):
            return try parseLoopControl(tag, .continueLoop)
        case "trans" where options.extensions.contains(.translations): return try parseTranslation(tag.start)
        case "debug" where options.extensions.contains(.debug):
            return DebugStatement(tag.start, makeVisibleVariables(), isReplaceable: isReplaceable)
        default:
            openTags.removeLast()
            defer { openTags.append(name) }
            throw unknownTag(name, at: tag.start)
        }
    }

    /// Jinja's message for a tag that is not known here, or for the end of the template (nil).
    private func unknownTag(_ name: String?, at offset: Int) -> TemplateError {
        var parts: [String] = []
        if let name {
            parts.append("Encountered unknown tag \(PythonText.repr(name)).")
        } else {
            parts.append("Unexpected end of template.")
        }
        if let innermost = endTags.last {
            let wanted = innermost.map { PythonText.repr($0.description) }.joined(separator: " or ")
            if let name, endTags.contains(where: { $0.contains { sameBytes($0.description, name) } }) {
                let mistake = "You probably made a nesting mistake. Jinja is expecting this tag,"
                parts.append("\(mistake) but currently looking for \(wanted).")
            } else {
                parts.append("Jinja was looking for the following tags: \(wanted).")
            }
        }
        if let tag = openTags.last {
            parts.append("The innermost block that needs to be closed is \(PythonText.repr(tag)).")
        }
        return error(parts.joined(separator: " "), at: offset)
    }

    // MARK: Conditions and loops

    private func parseIf(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let outer = isSoft
        isSoft = true
        scope.branchDepth += 1
        defer {
            isSoft = outer
            scope.branchDepth -= 1
        }
        var branches: [(condition: Expression, body: DeferredStatements)] = []
        while true {
            resetHeight()
            let condition = try parseTuple(withCondition: false)
            let body = try parseStatements(until: ["elif", "else", "endif"])
            branches.append((condition, DeferredStatements(body)))
            if try skip(word: "elif") { continue }
            let otherwise = try skip(word: "else") ? try parseStatements(until: ["endif"]) : []
            try expect(word: "endif")
            return IfStatement(start, branches, otherwise: DeferredStatements(otherwise))
        }
    }

    private func parseFor(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let names = try parseTargetNames(end: "in")
        try expect(word: "in")
        let iterable = try parseTuple(withCondition: false, end: "recursive")
        // The condition comes before the word that says whether the loop has a function of its own.
        let function = FunctionLayout()
        let testFunction = isRecursiveAhead() ? function : scope.function
        var condition: ForStatement.Condition?
        if try skip(word: "if") {
            let testScope = makeScope(.plain, parent: scope, function: testFunction)
            condition = try inScope(testScope) { () throws(TemplateError) in
                let target = try self.target(names, isParameter: true)
                return ForStatement.Condition(
                    target: target, entries: testScope.entries, expression: try parseExpression())
            }
        }
        let isRecursive = try skip(word: "recursive")
        let bodyScope = makeScope(.loop, parent: scope, function: isRecursive ? function : scope.function)
        if isRecursive { bodyScope.provideLoop() }
        let (target, body) = try inScope(bodyScope) { () throws(TemplateError) -> (Target, [TemplateStatement]) in
            let target = try self.target(names, isParameter: true)
            return (target, try parseStatements(until: ["endfor", "else"]))
        }
        let elseScope = makeScope(.plain, parent: scope, function: bodyScope.function)
        var otherwise: [TemplateStatement] = []
        if try skip(word: "else") {
            otherwise = try inScope(elseScope) { () throws(TemplateError) in try parseStatements(until: ["endfor"]) }
        }
        try expect(word: "endfor")
        return ForStatement(
            start, target, in: iterable, condition: condition, bodyScope.entries, body: body,
            elseEntries: elseScope.entries, otherwise: otherwise, loopSlot: bodyScope.loopSlot,
            recursiveFunction: isRecursive ? function : nil)
    }

    private func parseLoopControl(_ tag: Token, _ flow: Flow) throws(TemplateError) -> TemplateStatement {
        guard scope.isInLoop else { throw error("\(PythonText.repr(text(tag))) outside loop", at: tag.start) }
        return LoopControlStatement(tag.start, flow)
    }

    // MARK: Assignments

    private func parseSet(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let names = try parseTargetNames(end: nil, withNamespace: true)
        if try skip(.assign) {
            let value = try parseTuple()
            return SetStatement(start, try target(names), value)
        }
        let filter = current.kind == .pipe ? try parseBlockFilters(isInline: false) : nil
        let inner = makeScope(.plain, parent: scope)
        let body = try inScope(inner) { () throws(TemplateError) in
            isReplaceable = false
            return try parseStatements(through: "endset")
        }
        return SetBlockStatement(start, try target(names), filter, inner.entries, body)
    }

    private func parseWith(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let inner = makeScope(.plain, parent: scope)
        var assignments: [(names: TargetNames, value: Expression)] = []
        while current.kind != .blockEnd {
            if !assignments.isEmpty { try expect(.comma) }
            let names = try parseTargetNames(end: nil)
            try expect(.assign)
            assignments.append((names, try parseExpression()))
        }
        return try inScope(inner) { () throws(TemplateError) in
            var targets: [(target: Target, value: Expression)] = []
            for (names, value) in assignments { targets.append((try target(names, isParameter: true), value)) }
            return WithStatement(start, targets, inner.entries, try parseStatements(through: "endwith"))
        }
    }

    // MARK: Output

    private func parseAutoescape(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let flag = try parseExpression()
        let outer = isVolatile
        defer { isVolatile = outer }
        isVolatile = !(flag is ConstantExpression)
        let inner = makeScope(.plain, parent: scope)
        let body = try inScope(inner) { () throws(TemplateError) in try parseStatements(through: "endautoescape") }
        return AutoescapeStatement(start, flag, inner.entries, body)
    }

    private func parseFilterBlock(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let filter = try parseBlockFilters(isInline: true)
        let inner = makeScope(.plain, parent: scope)
        let body = try inScope(inner) { () throws(TemplateError) in try parseStatements(through: "endfilter") }
        return FilterStatement(start, filter, inner.entries, body)
    }

    /// `{% print a, b %}`: each by itself.
    private func parsePrint() throws(TemplateError) -> TemplateStatement? {
        let start = current.start
        var statements: [TemplateStatement] = []
        while current.kind != .blockEnd {
            if !statements.isEmpty { try expect(.comma) }
            statements.append(OutputStatement(try parseExpression(), isReplaceable: isReplaceable))
        }
        return statements.count <= 1 ? statements.first : StatementGroup(start, statements)
    }
}
