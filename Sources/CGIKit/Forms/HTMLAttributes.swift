/// The attributes of an HTML tag as WTForms passes them on: Python keyword arguments, each name once.
///
///     ["class": "input", "rows": 3, "autofocus": true]
public struct HTMLAttributes: ExpressibleByDictionaryLiteral {
    /// The attributes in the order in which they were first set. Names are as Python writes them: `class_`, `data_x`.
    public private(set) var items: [Arguments.Keyword] = []

    /// No attributes.
    public init() {}

    @export(interface) public init(dictionaryLiteral elements: (String, FieldValue)...) {
        for (name, value) in elements { self[name] = value.templateValue }
    }

    /// The keywords of a call in a template.
    public init(_ keywords: [Arguments.Keyword]) { items = keywords }

    /// With nil the attribute is removed.
    public subscript(name: String) -> CGIKit.Value? {
        get { index(name).map { items[$0].value } }
        set {
            switch (index(name), newValue) {
            case (let index?, let value?): items[index].value = value
            case (let index?, nil): items.remove(at: index)
            case (nil, let value?): items.append((name, value))
            case (nil, nil): break
            }
        }
    }

    /// Adds an attribute unless there is one of this name already (Python's `dict.setdefault`). The value is evaluated
    /// only then.
    @export(interface) public mutating func setDefault(_ name: String, _ value: @autoclosure () -> CGIKit.Value) {
        if index(name) == nil { items.append((name, value())) }
    }

    /// With every name as HTML has it: `class_` is `class`, `data_x_y` is `data-x-y`.
    var cleaned: HTMLAttributes {
        var result = HTMLAttributes()
        for (name, value) in items { result[HTMLAttributes.cleanName(name)] = value }
        return result
    }

    /// Writes the attributes sorted by name and separated by spaces, with values escaped (WTForms' `html_params`).
    ///
    /// - Throws: A ``TemplateError`` if a value cannot be written as text.
    @export(interface) public func write(into output: inout [UInt8]) throws(TemplateError) {
        var isFirst = true
        for (name, value) in items.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            if case .bool(false) = value { continue }
            if !isFirst { output.append(UInt8(ascii: " ")) }
            isFirst = false
            let name = HTMLAttributes.cleanName(name)
            if case .bool(true) = value {
                Markup.escape(name, into: &output)
                continue
            }
            Markup.escape(name, into: &output)
            output.append("=\"" as StaticString)
            try writeText(value, isQuoted: true, into: &output)
            output.append(UInt8(ascii: "\""))
        }
    }

    private func index(_ name: String) -> Int? {
        items.firstIndex { sameBytes($0.name, name) }
    }

    private static func hasHyphens(_ name: String) -> Bool {
        guard let first = name.utf8.first, first == UInt8(ascii: "d") || first == UInt8(ascii: "a") else {
            return false
        }
        return name.utf8.starts(with: "data_".utf8) || name.utf8.starts(with: "aria_".utf8)
    }

    private static func cleanName(_ name: String) -> String {
        let hasHyphens = hasHyphens(name)
        guard hasHyphens || name.utf8.last == UInt8(ascii: "_") else { return name }
        var bytes = Array(name.utf8)
        while bytes.last == UInt8(ascii: "_") { bytes.removeLast() }
        if hasHyphens, bytes.count > 4 {
            for index in bytes.indices where bytes[index] == UInt8(ascii: "_") { bytes[index] = UInt8(ascii: "-") }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Writes a value as markupsafe's `escape` gives it; in an attribute, markup's own quotes are escaped too.
func writeText(_ value: Value, isQuoted: Bool = false, into output: inout [UInt8]) throws(TemplateError) {
    switch value {
    case .undefined: break
    case .none: output.append("None" as StaticString)
    case .bool(let bool): output.append(bool ? "True" : "False" as StaticString)
    case .int(let int): output.append(String(int))
    case .double(let double): output.append(PythonFloat.text(of: double))
    case .string(let text): Markup.escape(text, into: &output)
    case .markup(let markup):
        for byte in markup.html.utf8 {
            if isQuoted, byte == UInt8(ascii: "\"") { output += "&quot;".utf8 } else { output.append(byte) }
        }
    case .object(let object): try writeText(object.rendered(), isQuoted: isQuoted, into: &output)
    default:
        var text: [UInt8] = []
        try PythonText.append(value, to: &text)
        Markup.escape(String(utf8: text), into: &output)
    }
}
