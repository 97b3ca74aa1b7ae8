/// Tags that put templates together: blocks, macros, imports.
extension Parser {
    // MARK: Inheritance

    func parseBlock(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let nameToken = try expect(.name)
        let name = text(nameToken)
        let isScoped = try skip(word: "scoped")
        let isRequired = try skip(word: "required")
        if current.kind == .subtract {
            throw error(
                "Block names in Jinja have to be valid Python identifiers and may not contain hyphens,"
                    + " use an underscore instead.")
        }
        let blockScope = makeScope(.block, parent: nil)
        let body = try inScope(blockScope) { () throws(TemplateError) in try parseStatements(through: "endblock") }
        if isRequired, !body.allSatisfy(isBlank) {
            throw error("Required blocks can only contain comments or whitespace")
        }
        if isWord(nameToken) { try advance() }
        if isScoped { scope.provideLoop() }
        let id = id(nameToken)
        if blockNames.contains(id) {
            lateErrors.append(error("block \(PythonText.repr(name)) defined twice", at: start, .assertion))
        } else {
            blockNames.append(id)
        }
        let block = Block(id, name, blockScope.function, blockScope.entries, isRequired: isRequired, body)
        blocks.append(block)
        return BlockStatement(
            start, block, isReplaceable: isReplaceable, scoped: isScoped ? makeVisibleVariables() : nil)
    }

    private func isWord(_ name: Token) -> Bool {
        current.kind == .name && source.bytes[current.start..<current.end] == source.bytes[name.start..<name.end]
    }

    private func isBlank(_ statement: TemplateStatement) -> Bool {
        guard let text = statement as? TextStatement else { return false }
        return Whitespaces.trimmedEnd(source.bytes, text.offset, text.end) == text.offset
    }

    func makeVisibleVariables() -> VisibleVariables {
        let variables = VisibleVariables()
        allVisibleVariables.append((variables, scope))
        return variables
    }

    func parseExtends(_ start: Int) throws(TemplateError) -> TemplateStatement {
        if !scope.isTopLevel {
            lateErrors.append(error("cannot use extend from a non top-level scope", at: start, .assertion))
        }
        let template = try parseExpression()
        options.findings?.note(template, .extends)
        return ExtendsStatement(start, template)
    }

    // MARK: Including and importing

    func parseInclude(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let template = try parseExpression()
        var ignoresMissing = false
        if isWord("ignore"), isWord("missing", try peek()) {
            ignoresMissing = true
            try advance()
            try advance()
        }
        if !ignoresMissing { options.findings?.note(template, .include) }
        let withContext = try parseContext() ?? true
        return IncludeStatement(
            start, template, ignoresMissing: ignoresMissing, withContext ? makeVisibleVariables() : nil)
    }

    func parseImport(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let template = try parseExpression()
        options.findings?.note(template, .import)
        try expect(word: "as")
        let name = try parseName()
        let withContext = try parseContext() ?? false
        let variables = withContext ? makeVisibleVariables() : nil
        return ImportStatement(start, template, variable(name), variables)
    }

    func parseFrom(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let template = try parseExpression()
        options.findings?.note(template, .import)
        try expect(word: "import")
        var imported: [(name: String, alias: NameID)] = []
        var withContext: Bool?
        while true {
            if !imported.isEmpty { try expect(.comma) }
            guard current.kind == .name else { try expect(.name); break }
            withContext = try parseContext()
            if withContext != nil { break }
            let token = current
            let name = try parseName()
            if source.bytes[token.start] == UInt8(ascii: "_") {
                throw error("names starting with an underline can not be imported", at: token.start, .assertion)
            }
            let alias = try skip(word: "as") ? try parseName() : name
            imported.append((names.text(name), alias))
            withContext = try parseContext()
            if withContext != nil || current.kind != .comma { break }
        }
        let variables = withContext == true ? makeVisibleVariables() : nil
        var targets: [(name: String, target: Target)] = []
        for (name, alias) in imported { targets.append((name, variable(alias))) }
        return FromImportStatement(start, template, targets, variables)
    }

    /// `with context`, `without context`; nil if neither is there.
    private func parseContext() throws(TemplateError) -> Bool? {
        guard isWord("with") || isWord("without"), isWord("context", try peek()) else { return nil }
        let withContext = isWord("with")
        try advance()
        try advance()
        return withContext
    }

    /// A name to be assigned to.
    private func parseName() throws(TemplateError) -> NameID {
        let token = try expect(.name)
        if isConstant(token) { throw error("can't assign to 'name'", at: token.start) }
        return id(token)
    }

    // MARK: Macros

    func parseMacro(_ start: Int) throws(TemplateError) -> TemplateStatement {
        let name = try parseName()
        let target = variable(name)
        let definition = try parseMacroDefinition(names.text(name), start, withParameters: true, end: "endmacro") {
            () throws(TemplateError) in
        }
        return MacroStatement(start, definition, target)
    }

    func parseCallBlock(_ start: Int) throws(TemplateError) -> TemplateStatement {
        var call: Expression?
        let outer = scope
        let hasParameters = current.kind == .leftParenthesis
        let definition = try parseMacroDefinition("caller", start, withParameters: hasParameters, end: "endcall") {
            () throws(TemplateError) in
            // The call itself is made outside.
            call = try inScope(outer) { () throws(TemplateError) in try parseExpression() }
            guard call is CallExpression else { throw error("expected call", at: start) }
        }
        guard let call = call as? CallExpression else { throw error("expected call", at: start) }
        return CallBlockStatement(start, definition, call)
    }

    /// - Parameter middle: parses what stands between the parameters and the body.
    private func parseMacroDefinition(
        _ name: String, _ start: Int, withParameters: Bool, end: StaticString, middle: () throws(TemplateError) -> Void
    ) throws(TemplateError) -> MacroDefinition {
        let inner = makeScope(.macro, parent: scope, function: FunctionLayout())
        return try inScope(inner) { () throws(TemplateError) in
            let parameters = withParameters ? try parseSignature() : []
            for parameter in parameters where parameter.id == NameTable.caller && parameter.initial == nil {
                let message =
                    "When defining macros or call blocks the special \"caller\" argument must be omitted or be given a"
                    + " default."
                lateErrors.append(error(message, at: start, .assertion))
            }
            try middle()
            let body = try parseStatements(through: end)
            return MacroDefinition(
                name, start, inner.function, parameters, inner.entries, DeferredStatements(body),
                callerSlot: inner.callerSlot,
                kwargsSlot: inner.kwargsSlot, varargsSlot: inner.varargsSlot)
        }
    }

    private func parseSignature() throws(TemplateError) -> [MacroDefinition.Parameter] {
        var parameters: [MacroDefinition.Parameter] = []
        var pending: [(id: NameID, slot: Int, initial: Expression?)] = []
        try expect(.leftParenthesis)
        while current.kind != .rightParenthesis {
            if !pending.isEmpty { try expect(.comma) }
            let id = try parseName()
            let slot = scope.parameter(id)
            var initial: Expression?
            if try skip(.assign) {
                initial = try parseExpression()
            } else if pending.last?.initial != nil {
                throw error("non-default argument follows default argument")
            }
            pending.append((id, slot, initial))
        }
        try expect(.rightParenthesis)
        for (id, slot, initial) in pending {
            parameters.append(MacroDefinition.Parameter(id: id, slot: slot, initial: initial))
        }
        return parameters
    }
}
