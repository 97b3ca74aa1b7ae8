/// `{% trans count=users|length %}one user{% pluralize %}{{ count }} users{% endtrans %}`
extension Parser {
    private struct Variable {
        let name: String
        let value: Expression
    }

    /// What the tag says before its text.
    private struct Head {
        var context: Expression?
        var variables: [Variable] = []
        /// The variable that decides between singular and plural: the first.
        var count: Variable?
        /// A call that decides is made once.
        var assignment: TemplateStatement?
        var isTrimmed: Bool?
    }

    func parseTranslation(_ start: Int) throws(TemplateError) -> TemplateStatement {
        var head = try parseTranslationHead()
        var (names, singular) = try parseTranslated(allowsPlural: true)
        if head.count == nil, let name = names.first { head.count = Variable(name: name, value: load(name, start)) }
        var plural: [UInt8]?
        if try skip(word: "pluralize") {
            if current.kind != .blockEnd { head.count = try parseCount(head.variables) }
            try expect(.blockEnd)
            let (pluralNames, text) = try parseTranslated(allowsPlural: false)
            names += pluralNames
            plural = text
            guard head.count != nil else { throw error("pluralize without variables", at: start) }
        }
        try advance()
        for name in names where !head.variables.contains(where: { sameBytes($0.name, name) }) {
            head.variables.append(Variable(name: name, value: load(name, start)))
        }
        if head.isTrimmed == true {
            singular = Whitespaces.joinedLines(singular)
            plural = plural.map(Whitespaces.joinedLines)
        }
        let output = OutputStatement(
            makeTranslationCall(start, head, singular, plural), isReplaceable: isReplaceable)
        return head.assignment.map { StatementGroup(start, [$0, output]) } ?? output
    }

    private func load(_ name: String, _ start: Int) -> Expression { load(names.id(name), at: start) }

    private func parseTranslationHead() throws(TemplateError) -> Head {
        var head = Head()
        if current.kind == .string { head.context = try parsePrimary() }
        while current.kind != .blockEnd {
            if !head.variables.isEmpty { try expect(.comma) }
            if try skip(.colon) { break }
            let token = try expect(.name)
            let name = text(token)
            if head.variables.contains(where: { sameBytes($0.name, name) }) {
                throw error(
                    "translatable variable \(PythonText.repr(name)) defined twice.", at: token.start, .assertion)
            }
            var value: Expression
            if try skip(.assign) {
                value = try parseExpression()
            } else if head.isTrimmed == nil, isWord("trimmed", token) || isWord("notrimmed", token) {
                head.isTrimmed = isWord("trimmed", token)
                continue
            } else {
                value = load(name, token.start)
            }
            if head.count == nil, value is CallExpression {
                let kept = names.id("_trans")
                head.assignment = SetStatement(token.start, variable(kept), value)
                value = load(kept, at: token.start)
            }
            let variable = Variable(name: name, value: value)
            head.variables.append(variable)
            if head.count == nil { head.count = variable }
        }
        try expect(.blockEnd)
        return head
    }

    private func parseCount(_ variables: [Variable]) throws(TemplateError) -> Variable {
        let token = try expect(.name)
        let name = text(token)
        for variable in variables where sameBytes(variable.name, name) { return variable }
        throw error("unknown variable \(PythonText.repr(name)) for pluralization", at: token.start, .assertion)
    }

    /// Text with `%(name)s` for each `{{ name }}`, and the names.
    private func parseTranslated(allowsPlural: Bool) throws(TemplateError) -> (names: [String], text: [UInt8]) {
        var names: [String] = []
        var text: [UInt8] = []
        while true {
            switch current.kind {
            case .data:
                for byte in source.bytes[current.start..<current.end] {
                    text.append(byte)
                    if byte == UInt8(ascii: "%") { text.append(byte) }
                }
                try advance()
            case .variableBegin:
                try advance()
                let name = self.text(try expect(.name))
                names.append(name)
                text += Array("%(\(name))s".utf8)
                try expect(.variableEnd)
            case .blockBegin:
                try advance()
                if isWord("endtrans") || allowsPlural && isWord("pluralize") { return (names, text) }
                throw misplacedInTranslation()
            default: throw error("unclosed translation block")
            }
        }
    }

    private func misplacedInTranslation() -> TemplateError {
        if isWord("pluralize") { return error("a translatable section can have only one pluralize section") }
        if isWord("trans") { return error("trans blocks can't be nested; did you mean `endtrans`?") }
        let name = current.kind == .name ? text(current) : "None"
        return error("control structures in translatable sections are not allowed; saw `\(name)`")
    }

    private func makeTranslationCall(
        _ start: Int, _ head: Head, _ singular: [UInt8], _ plural: [UInt8]?
    ) -> CallExpression {
        var arguments = CallArguments()
        if let context = head.context { arguments.positional.append(context) }
        arguments.positional.append(ConstantExpression(start, .string(String(utf8: singular[...]))))
        let count = plural == nil ? nil : head.count
        if let plural, let count {
            arguments.positional.append(ConstantExpression(start, .string(String(utf8: plural[...]))))
            arguments.positional.append(count.value)
        }
        for variable in head.variables {
            // The function adds `num` itself.
            if let count, sameBytes(variable.name, "num"), sameBytes(count.name, "num") { continue }
            arguments.keyword.append((variable.name, variable.value))
        }
        let function = (count == nil ? "" : "n") + (head.context == nil ? "gettext" : "pgettext")
        return CallExpression(start, load(function, start), arguments)
    }
}

extension Whitespaces {
    /// Text without whitespace at its ends, and with a space for each run of whitespace that has a line break in it.
    static func joinedLines(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        let end = trimmedEnd(text, 0, text.count)
        var offset = min(skip(text, 0), end)
        while offset < end {
            let next = skip(text, offset)
            if next == offset {
                result.append(text[offset])
                offset += 1
            } else if text[offset..<next].contains(UInt8(ascii: "\n")) {
                result.append(UInt8(ascii: " "))
                offset = next
            } else {
                result += text[offset..<next]
                offset = next
            }
        }
        return result
    }
}
