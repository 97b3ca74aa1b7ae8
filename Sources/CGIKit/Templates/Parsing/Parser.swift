import CSystem

/// Options of the language that the parser needs.
struct ParserOptions {
    var whitespace = Lexer.Whitespace()
    var extensions: TemplateExtensions = []
    /// Where to note more than the first error.
    var findings: TemplateFindings?
}

/// Makes a template's tree from its text. Errors are Jinja's, with its words.
///
/// This file holds what the parsers of expressions and of statements share: the tokens, the names, the limits.
final class Parser {
    let source: TemplateSource
    let names: NameTable
    let options: ParserOptions
    private var lexer: Lexer
    private(set) var current = Token(kind: .data, start: 0, end: 0)
    private var lookahead: Token?

    /// The scope that names are noted in.
    var scope: Scope
    private var allScopes: [Scope] = []
    private var allNames: [(expression: NameExpression, scope: Scope)] = []
    var allVisibleVariables: [(variables: VisibleVariables, scope: Scope)] = []
    var blocks: [Block] = []
    var blockNames = NameIndex()

    /// The tags that are open, and those that the parser looks for, innermost last.
    var openTags: [String] = []
    var endTags: [[StaticString]] = []
    /// Whether an unknown filter or test here is an error only if it is reached.
    var isSoft = false
    /// Errors that Jinja reports only for templates that are otherwise right.
    var lateErrors: [TemplateError] = []
    /// Whether autoescape here depends on an expression.
    var isVolatile = false
    /// Whether the text here is a template's own, which a parent's takes the place of.
    var isReplaceable = true

    private var nesting = 0
    private var height = 0
    private static var nestingLimit: Int { 150 }
    private static var heightLimit: Int { 800 }

    init(_ source: TemplateSource, _ names: NameTable, _ options: ParserOptions) {
        self.source = source
        self.names = names
        self.options = options
        lexer = Lexer(source, options.whitespace)
        scope = Scope(.template, parent: nil)
        allScopes.append(scope)
    }

    func parse() throws(TemplateError) -> Template {
        try advance()
        let body = try parseBody(until: nil)
        if let error = lateErrors.first { throw error }
        let scope = scope
        for scope in allScopes { scope.finish() }
        for (expression, scope) in allNames { expression.resolve(in: scope) }
        for (variables, scope) in allVisibleVariables { variables.resolve(in: scope) }
        return Template(source, scope.function, scope.entries, body, blocks)
    }

    // MARK: Tokens

    func advance() throws(TemplateError) {
        if let token = lookahead {
            current = token
            lookahead = nil
        } else {
            current = try lexer.next()
        }
    }

    /// The token after the current one.
    func peek() throws(TemplateError) -> Token {
        if let lookahead { return lookahead }
        let token = try lexer.next()
        lookahead = token
        return token
    }

    /// Whether the `for` tag from the current token on ends with `recursive`.
    func isRecursiveAhead() -> Bool {
        var ahead = lexer
        var last = lookahead ?? current
        while let token = try? ahead.next(), token.kind != .blockEnd, token.kind != .end { last = token }
        return isWord("recursive", last)
    }

    func text(_ token: Token) -> String { source.text(token.start, token.end) }

    /// The number of the name that a token is.
    func id(_ token: Token) -> NameID { source.withBytes(token.start, token.end) { names.id($0) } }

    @inline(__always)
    func isWord(_ word: StaticString, _ token: Token) -> Bool {
        guard token.kind == .name, token.end - token.start == word.utf8CodeUnitCount else { return false }
        return source.withBytes(token.start, token.end) { memcmp($0.baseAddress!, word.utf8Start, $0.count) == 0 }
    }

    @inline(__always)
    func isWord(_ word: StaticString) -> Bool { isWord(word, current) }

    func skip(word: StaticString) throws(TemplateError) -> Bool {
        guard isWord(word) else { return false }
        try advance()
        return true
    }

    func skip(_ kind: Token.Kind) throws(TemplateError) -> Bool {
        guard current.kind == kind else { return false }
        try advance()
        return true
    }

    @discardableResult
    func expect(_ kind: Token.Kind) throws(TemplateError) -> Token {
        guard current.kind == kind else { throw unexpected(instead: kind.description) }
        let token = current
        try advance()
        return token
    }

    @discardableResult
    func expect(word: StaticString) throws(TemplateError) -> Token {
        guard isWord(word) else { throw unexpected(instead: word.description) }
        let token = current
        try advance()
        return token
    }

    func describe(_ token: Token) -> String { token.kind == .name ? text(token) : token.kind.description }

    // MARK: Errors

    func error(_ message: String, at offset: Int, _ kind: TemplateError.Kind = .syntax) -> TemplateError {
        TemplateError(kind, message).passing("", at: source.position(of: offset))
    }

    func error(_ message: String) -> TemplateError { error(message, at: current.start) }

    private func unexpected(instead expected: String) -> TemplateError {
        let expected = PythonText.repr(expected)
        if current.kind == .end { return error("unexpected end of template, expected \(expected).") }
        return error("expected token \(expected), got \(PythonText.repr(describe(current)))")
    }

    /// Notes an error and goes on, if that is wanted.
    func recover(from error: TemplateError, to kind: Token.Kind) throws(TemplateError) {
        guard let findings = options.findings else { throw error }
        while current.kind != kind {
            if current.kind == .end || (try? advance()) == nil { throw error }
        }
        findings.errors.append(error)
    }

    // MARK: Names and scopes

    /// The use of a name in the current scope.
    func load(_ id: NameID, at offset: Int) -> NameExpression {
        let expression = NameExpression(offset, id)
        scope.load(id)
        allNames.append((expression, scope))
        return expression
    }

    /// An assignment in the current scope.
    func variable(_ id: NameID, isParameter: Bool = false) -> Target {
        let slot = isParameter ? scope.parameter(id) : scope.store(id)
        return .variable(slot: slot, id: id, export: scope.isTopLevel)
    }

    func makeScope(_ kind: Scope.Kind, parent: Scope?, function: FunctionLayout? = nil) -> Scope {
        let scope = Scope(kind, parent: parent, function: function)
        allScopes.append(scope)
        return scope
    }

    /// Parses in a scope inside the current one; there, unknown filters are errors at once.
    func inScope<Result>(_ inner: Scope, _ body: () throws(TemplateError) -> Result) throws(TemplateError) -> Result {
        let outer = (scope, isSoft, isReplaceable)
        defer { (scope, isSoft, isReplaceable) = outer }
        scope = inner
        isSoft = false
        return try body()
    }

    // MARK: Limits

    /// Keeps what is nested in bounds that the stack can bear.
    func nested<Result>(_ body: () throws(TemplateError) -> Result) throws(TemplateError) -> Result {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Parser.nestingLimit else { throw error("too much nesting") }
        return try body()
    }

    /// Counts one more level of the expression's tree.
    func grow() throws(TemplateError) {
        height += 1
        guard height <= Parser.heightLimit else { throw error("expression too complex") }
    }

    /// Parses parts that stand beside each other, such as the items of a list: only the highest counts.
    func beside(_ parts: (_ next: () -> Void) throws(TemplateError) -> Void) throws(TemplateError) {
        let before = height
        var highest = before
        try parts {
            highest = max(highest, height)
            height = before
        }
        height = max(highest, height)
    }

    /// Starts a new expression.
    func resetHeight() { height = 0 }
}
