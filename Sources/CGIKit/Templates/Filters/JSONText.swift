/// JSON for `<script>` and attributes: sorted keys, ASCII, and nothing that HTML gives a meaning.
struct JSONText {
    private var output: [UInt8] = []
    private let indent: String?
    private static var depthLimit: Int { 200 }

    static func htmlSafe(_ value: Value, indent: Value?) throws(TemplateError) -> String {
        var text = JSONText(indent: try indentation(indent))
        try text.append(value, depth: 0)
        return String(utf8: text.output)
    }

    private init(indent: String?) { self.indent = indent }

    private static func indentation(_ indent: Value?) throws(TemplateError) -> String? {
        guard let indent else { return nil }
        if case .none = indent { return nil }
        if let text = Text.plain(indent) { return String(text.unicodeScalars.prefix(100)) }
        return String(repeating: " ", count: min(100, max(0, try ListMethods.integer(indent))))
    }

    private mutating func append(_ value: Value, depth: Int) throws(TemplateError) {
        guard depth < JSONText.depthLimit else { throw TemplateError(.value, "Circular reference detected") }
        switch value {
        case .none: append("null")
        case .bool(let bool): append(bool ? "true" : "false")
        case .int, .big: append(try Text.string(value))
        case .double(let double): append(JSONString.text(of: double))
        case .string(let text): append(string: text)
        case .markup(let markup): append(string: markup.html)
        case .list(let list): try append(list.items, depth)
        case .tuple(let items): try append(items, depth)
        case .dict(let dict): try append(dict, depth)
        case .object(let object):
            if let dict = try object.mapping() { return try append(dict, depth) }
            if object is Group, let items = try object.elements() { return try append(items, depth) }
            // Flask's encoder takes `__html__`.
            if case .markup(let markup) = try object.rendered() { return append(string: markup.html) }
            throw notSerializable(value)
        case .undefined, .function: throw notSerializable(value)
        }
    }

    private func notSerializable(_ value: Value) -> TemplateError {
        TemplateError(.type, "Object of type \(PythonTypes.name(value)) is not JSON serializable")
    }

    private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

    private mutating func newLine(_ depth: Int) {
        guard let indent else { return }
        append("\n")
        for _ in 0..<depth { append(indent) }
    }

    private mutating func append(_ items: [Value], _ depth: Int) throws(TemplateError) {
        append("[")
        for index in items.indices {
            if index > 0 { append(indent == nil ? ", " : ",") }
            newLine(depth + 1)
            try append(items[index], depth: depth + 1)
            try RenderLimits.checkText(output.count)
        }
        if !items.isEmpty { newLine(depth) }
        append("]")
    }

    private mutating func append(_ dict: Dict, _ depth: Int) throws(TemplateError) {
        let pairs = dict.entries.map { Value.tuple([$0.key, $0.value]) }
        let sorted = try Sorting.sorted(pairs, reverse: false) { (pair) throws(TemplateError) in
            if case .tuple(let pair) = pair { pair[0] } else { pair }
        }
        append("{")
        for (index, pair) in sorted.enumerated() {
            guard case .tuple(let pair) = pair else { continue }
            if index > 0 { append(indent == nil ? ", " : ",") }
            newLine(depth + 1)
            append(string: try key(pair[0]))
            append(": ")
            try append(pair[1], depth: depth + 1)
            try RenderLimits.checkText(output.count)
        }
        if !sorted.isEmpty { newLine(depth) }
        append("}")
    }

    private func key(_ key: Value) throws(TemplateError) -> String {
        switch key {
        case .none: return "null"
        case .bool(let bool): return bool ? "true" : "false"
        case .double(let double): return JSONString.text(of: double)
        case .string, .markup, .int, .big: return try Text.string(key)
        default:
            let type = PythonTypes.name(key)
            throw TemplateError(.type, "keys must be str, int, float, bool or None, not \(type)")
        }
    }

    private mutating func append(string text: String) {
        JSONString.append(text, escaping: .nonASCIIAndHTML, to: &output)
    }
}
