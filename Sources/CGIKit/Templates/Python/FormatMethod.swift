/// Python's `'{}'.format(…)`.
struct FormatMethod {
    private let arguments: Arguments
    private let isMarkup: Bool
    private var nextPosition = 0

    /// - Parameter isMarkup: whether values are escaped.
    static func format(_ text: String, _ arguments: Arguments, isMarkup: Bool) throws(TemplateError) -> String {
        var method = FormatMethod(arguments: arguments, isMarkup: isMarkup)
        return try method.expand(Text.scalars(text)[...], depth: 0)
    }

    private init(arguments: Arguments, isMarkup: Bool) {
        self.arguments = arguments
        self.isMarkup = isMarkup
    }

    private mutating func expand(_ scalars: ArraySlice<Unicode.Scalar>, depth: Int) throws(TemplateError) -> String {
        guard depth < 3 else { throw TemplateError(.value, "Max string recursion exceeded") }
        var output = ""
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let isDoubled = index + 1 < scalars.endIndex && scalars[index + 1] == scalar
            if scalar == "{" && !isDoubled {
                let end = try fieldEnd(scalars, index + 1)
                output += try field(scalars[(index + 1)..<end], depth)
                try RenderLimits.checkText(output.utf8.count)
                index = end + 1
                continue
            }
            if scalar == "}", !isDoubled {
                throw TemplateError(.value, "Single '}' encountered in format string")
            }
            output.unicodeScalars.append(scalar)
            index += scalar == "{" || scalar == "}" ? 2 : 1
        }
        return output
    }

    private func fieldEnd(_ scalars: ArraySlice<Unicode.Scalar>, _ start: Int) throws(TemplateError) -> Int {
        var depth = 1
        for index in start..<max(start, scalars.endIndex) {
            if scalars[index] == "{" { depth += 1 }
            if scalars[index] == "}" { depth -= 1 }
            if depth == 0 { return index }
        }
        throw TemplateError(.value, "expected '}' before end of string")
    }

    /// `name.attribute[item]!conversion:specification`
    private mutating func field(_ field: ArraySlice<Unicode.Scalar>, _ depth: Int) throws(TemplateError) -> String {
        var nameEnd = field.startIndex
        var brackets = 0
        while nameEnd < field.endIndex {
            if field[nameEnd] == "[" { brackets += 1 }
            if field[nameEnd] == "]" { brackets -= 1 }
            if brackets == 0, field[nameEnd] == "!" || field[nameEnd] == ":" { break }
            nameEnd += 1
        }
        var value = try self.value(field[field.startIndex..<nameEnd])
        var rest = field[nameEnd...]
        if rest.first == "!" {
            guard rest.count >= 2 else {
                throw TemplateError(.value, "end of string while looking for conversion specifier")
            }
            value = try converted(value, rest[rest.startIndex + 1])
            rest = rest.dropFirst(2)
        }
        guard rest.isEmpty || rest.first == ":" else {
            throw TemplateError(.value, "expected ':' after conversion specifier")
        }
        let specification = try expand(rest.dropFirst(), depth: depth + 1)
        return try formatted(value, specification)
    }

    private func converted(_ value: Value, _ conversion: Unicode.Scalar) throws(TemplateError) -> Value {
        switch conversion {
        case "s": return .string(try Text.string(value))
        case "r": return .string(try PythonText.repr(value))
        case "a": return .string(try PythonText.ascii(value))
        default:
            let code = String(Character(conversion))
            throw TemplateError(.value, "Unknown conversion specifier '\(code)'")
        }
    }

    private func formatted(_ value: Value, _ specification: String) throws(TemplateError) -> String {
        guard isMarkup else { return try FormatSpecification(specification).format(value) }
        if case .markup(let markup) = value {
            guard specification.isEmpty else {
                throw TemplateError(
                    .value, "Format specifier \(specification) given, but Markup does not define __html_format__.")
            }
            return markup.html
        }
        if case .object = value, specification.isEmpty { return try MarkupText.escapedText(value) }
        return Markup(escaping: try FormatSpecification(specification).format(value)).html
    }

    private mutating func value(_ path: ArraySlice<Unicode.Scalar>) throws(TemplateError) -> Value {
        let nameEnd = path.firstIndex { $0 == "." || $0 == "[" } ?? path.endIndex
        let name = Text.string(path[..<nameEnd])
        var value: Value
        if name.isEmpty {
            value = try positional(nextPosition)
            nextPosition += 1
        } else if case .int(let position)? = NumberText.pythonInteger(name),
            name.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 })
        {
            value = try positional(position)
        } else {
            guard let found = arguments[name] else { throw TemplateError(.key, PythonText.repr(name)) }
            value = found
        }
        var index = nameEnd
        while index < path.endIndex {
            let isAttribute = path[index] == "."
            let start = index + 1
            var end = start
            while end < path.endIndex, isAttribute ? path[end] != "." && path[end] != "[" : path[end] != "]" {
                end += 1
            }
            let key = Text.string(path[start..<end])
            value = try isAttribute ? attribute(key, value) : item(key, value)
            index = isAttribute ? end : end + 1
        }
        return value
    }

    private func positional(_ position: Int) throws(TemplateError) -> Value {
        guard arguments.positional.indices.contains(position) else {
            throw TemplateError(.index, "Replacement index \(position) out of range for positional args tuple")
        }
        return arguments.positional[position]
    }

    private func attribute(_ name: String, _ value: Value) throws(TemplateError) -> Value {
        let found = try Attributes.plainAttribute(name, of: value, .lenient)
        guard case .undefined = found else { return found }
        throw TemplateError(.attribute, "'\(PythonTypes.name(value))' object has no attribute '\(name)'")
    }

    private func item(_ key: String, _ value: Value) throws(TemplateError) -> Value {
        let isNumber = !key.isEmpty && key.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
        let key: Value = isNumber ? NumberText.pythonInteger(key) ?? .string(key) : .string(key)
        let found = try Attributes.item(key, of: value, .lenient)
        guard case .undefined = found else { return found }
        throw TemplateError(.key, PythonText.shortRepr(key))
    }
}
