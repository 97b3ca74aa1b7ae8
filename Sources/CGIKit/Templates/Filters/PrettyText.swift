/// Python's `pprint.pformat`: what is longer than a line goes over several, keys are sorted.
struct PrettyText {
    private static var width: Int { 80 }
    private var output = ""

    static func format(_ value: Value) throws(TemplateError) -> String {
        var text = PrettyText()
        // Each level is printed on its way into one line, and again into several.
        guard try PythonText.repr(value).utf8.count < 1 << 20 else {
            throw TemplateError(.memory, "more than 1 MB to print")
        }
        try text.append(value, indent: 0, allowance: 0, level: 1)
        return text.output
    }

    private mutating func append(_ value: Value, indent: Int, allowance: Int, level: Int) throws(TemplateError) {
        let line = try PythonText.repr(try PrettyText.sorted(value, depth: 0))
        guard Text.length(line) > PrettyText.width - indent - allowance else {
            output += line
            return
        }
        switch value {
        case .list(let list): try append(list.items, "[", "]", indent, allowance, level)
        case .tuple(let items): try append(items, "(", items.count == 1 ? ",)" : ")", indent, allowance, level)
        case .dict(let dict): try append(dict, indent, allowance, level)
        case .string(let text): append(string: text, indent, allowance, level)
        default: output += line
        }
    }

    /// The same value with the keys of dicts in order.
    private static func sorted(_ value: Value, depth: Int) throws(TemplateError) -> Value {
        guard depth < 100 else { return value }
        func all(_ items: [Value]) throws(TemplateError) -> [Value] {
            var result: [Value] = []
            for item in items { result.append(try sorted(item, depth: depth + 1)) }
            return result
        }
        switch value {
        case .list(let list): return .list(List(try all(list.items)))
        case .tuple(let items): return .tuple(try all(items))
        case .dict(let dict):
            var entries: [Dict.Entry] = []
            for entry in try inOrder(dict) { entries.append((entry.key, try sorted(entry.value, depth: depth + 1))) }
            return .dict(Dict(entries))
        default: return value
        }
    }

    private static func inOrder(_ dict: Dict) throws(TemplateError) -> [Dict.Entry] {
        let pairs = dict.entries.map { Value.tuple([$0.key, $0.value]) }
        func key(_ pair: Value) -> Value { if case .tuple(let pair) = pair { pair[0] } else { pair } }
        let sorted: [Value]
        do {
            sorted = try Sorting.sorted(pairs, reverse: false) { (pair) throws(TemplateError) in key(pair) }
        } catch {
            // Keys without an order between them: by type.
            sorted = try Sorting.sorted(pairs, reverse: false) { (pair) throws(TemplateError) in
                .string(PythonTypes.name(key(pair)))
            }
        }
        var entries: [Dict.Entry] = []
        for case .tuple(let pair) in sorted { entries.append((pair[0], pair[1])) }
        return entries
    }

    private mutating func newLine(_ indent: Int) { output += ",\n" + String(repeating: " ", count: indent) }

    private mutating func append(
        _ items: [Value], _ open: String, _ close: String, _ indent: Int, _ allowance: Int, _ level: Int
    ) throws(TemplateError) {
        output += open
        for index in items.indices {
            if index > 0 { newLine(indent + 1) }
            let isLast = index == items.count - 1
            let after = isLast ? allowance + close.utf8.count : 1
            try append(items[index], indent: indent + 1, allowance: after, level: level + 1)
        }
        output += close
    }

    private mutating func append(_ dict: Dict, _ indent: Int, _ allowance: Int, _ level: Int) throws(TemplateError) {
        output += "{"
        let entries = try PrettyText.inOrder(dict)
        for index in entries.indices {
            if index > 0 { newLine(indent + 1) }
            let key = try PythonText.repr(entries[index].key)
            output += "\(key): "
            let after = index == entries.count - 1 ? allowance + 1 : 1
            let column = indent + 1 + Text.length(key) + 2
            try append(entries[index].value, indent: column, allowance: after, level: level + 1)
        }
        output += "}"
    }

    /// A long string becomes several that follow each other.
    private mutating func append(string text: String, _ indent: Int, _ allowance: Int, _ level: Int) {
        let isOutermost = level == 1
        let indent = isOutermost ? indent + 1 : indent
        let allowance = isOutermost ? allowance + 1 : allowance
        let width = PrettyText.width - indent
        var chunks: [String] = []
        let lines = Text.lines(text, keepingEnds: true)
        for (index, line) in lines.enumerated() {
            let isLast = index == lines.count - 1
            let whole = PythonText.repr(line)
            if Text.length(whole) <= (isLast ? width - allowance : width) {
                chunks.append(whole)
            } else {
                chunks += PrettyText.chunks(line, width, isLast ? allowance : 0)
            }
        }
        if chunks.count == 1 {
            output += PythonText.repr(text)
            return
        }
        if isOutermost { output += "(" }
        output += chunks.joined(separator: "\n" + String(repeating: " ", count: indent))
        if isOutermost { output += ")" }
    }

    /// The words of a line, as many together as fit.
    private static func chunks(_ line: String, _ width: Int, _ allowance: Int) -> [String] {
        var chunks: [String] = []
        var current = ""
        let words = words(line)
        for (index, word) in words.enumerated() {
            let space = index == words.count - 1 ? width - allowance : width
            if Text.length(PythonText.repr(current + word)) > space {
                if !current.isEmpty { chunks.append(PythonText.repr(current)) }
                current = word
            } else {
                current += word
            }
        }
        if !current.isEmpty { chunks.append(PythonText.repr(current)) }
        return chunks
    }

    /// Words with the spaces after them.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var hasBlank = false
        for scalar in line.unicodeScalars {
            let isBlank = Whitespaces.contains(scalar)
            if hasBlank, !isBlank {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
            hasBlank = isBlank
            word.append(scalar)
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }
}
