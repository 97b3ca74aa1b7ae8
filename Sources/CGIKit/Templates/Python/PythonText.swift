/// Values as Python prints them.
enum PythonText {
    /// How deep values may be inside each other to be printed.
    private static var depthLimit: Int { 200 }

    // MARK: str

    /// Python's `str()`.
    static func append(_ value: Value, to output: inout [UInt8]) throws(TemplateError) {
        switch value {
        case .undefined(let undefined): try undefined.checkLenient()
        case .string(let text): output.append(text)
        case .markup(let markup): output.append(markup.html)
        case .int(let int): output.append(decimal: int)
        case .object(let object):
            let rendered = try object.rendered()
            if let text = Text.plain(rendered) { output.append(text) }
        default: try appendRepr(value, to: &output)
        }
    }

    // MARK: repr

    static func repr(_ text: String) -> String {
        var output: [UInt8] = []
        appendRepr(text, to: &output)
        return String(utf8: output)
    }

    static func repr(_ value: Value) throws(TemplateError) -> String {
        var output: [UInt8] = []
        try appendRepr(value, to: &output)
        return String(utf8: output)
    }

    /// Python's `ascii()`: `repr()` with escapes for all that is not ASCII.
    static func ascii(_ value: Value) throws(TemplateError) -> String {
        var output: [UInt8] = []
        for scalar in try repr(value).unicodeScalars {
            guard !scalar.isASCII else { output.append(UInt8(scalar.value)); continue }
            let (letter, digits) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
            let number = BigInteger(Int(scalar.value)).text(radix: 16)
            output += "\\\(letter)".utf8
            output += [UInt8](repeating: UInt8(ascii: "0"), count: digits - number.utf8.count)
            output += number.utf8
        }
        return String(utf8: output)
    }

    /// `repr()` for a message: a value that cannot be printed is left out.
    static func shortRepr(_ value: Value) -> String { (try? repr(value)) ?? "…" }

    static func appendRepr(_ value: Value, to output: inout [UInt8]) throws(TemplateError) {
        var containers: [UInt] = []
        try appendRepr(value, to: &output, depth: 0, &containers)
    }

    private static func appendRepr(
        _ value: Value, to output: inout [UInt8], depth: Int, _ containers: inout [UInt]
    ) throws(TemplateError) {
        guard depth < depthLimit else { throw TemplateError(.recursion, "maximum recursion depth exceeded") }
        switch value {
        case .undefined: output.append("Undefined" as StaticString)
        case .none: output.append("None" as StaticString)
        case .bool(let bool): output.append(bool ? "True" : "False" as StaticString)
        case .int(let int): output.append(decimal: int)
        case .big(let big): output.append(big.description)
        case .double(let double): output.append(PythonFloat.text(of: double))
        case .string(let text): appendRepr(text, to: &output)
        case .markup(let markup):
            output.append("Markup(" as StaticString)
            appendRepr(markup.html, to: &output)
            output.append(UInt8(ascii: ")"))
        case .list(let list):
            let identity = UInt(bitPattern: ObjectIdentifier(list))
            let isInside = containers.contains(identity)
            if isInside { output.append("[...]" as StaticString); return }
            containers.append(identity)
            try append(list.items, "[", "]", to: &output, depth, &containers)
            containers.removeLast()
        case .tuple(let items):
            try append(items, "(", items.count == 1 ? ",)" : ")", to: &output, depth, &containers)
        case .dict(let dict):
            let identity = UInt(bitPattern: ObjectIdentifier(dict))
            let isInside = containers.contains(identity)
            if isInside { output.append("{...}" as StaticString); return }
            containers.append(identity)
            try append(dict, to: &output, depth, &containers)
            containers.removeLast()
        case .function(let function): output.append("<function \(function.name)>")
        case .object: try append(value, to: &output)
        }
    }

    private static func append(
        _ items: [Value], _ open: StaticString, _ close: StaticString, to output: inout [UInt8], _ depth: Int,
        _ containers: inout [UInt]
    ) throws(TemplateError) {
        output.append(open)
        for index in items.indices {
            if index > 0 { output.append(", " as StaticString) }
            try appendRepr(items[index], to: &output, depth: depth + 1, &containers)
            try RenderLimits.checkText(output.count)
        }
        output.append(close)
    }

    private static func append(
        _ dict: Dict, to output: inout [UInt8], _ depth: Int, _ containers: inout [UInt]
    ) throws(TemplateError) {
        output.append(UInt8(ascii: "{"))
        for (index, entry) in dict.entries.enumerated() {
            if index > 0 { output.append(", " as StaticString) }
            try appendRepr(entry.key, to: &output, depth: depth + 1, &containers)
            output.append(": " as StaticString)
            try appendRepr(entry.value, to: &output, depth: depth + 1, &containers)
            try RenderLimits.checkText(output.count)
        }
        output.append(UInt8(ascii: "}"))
    }

    /// Quoted, with escapes for what cannot be seen.
    private static func appendRepr(_ text: String, to output: inout [UInt8]) {
        var hasSingle = false
        var hasDouble = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "'") { hasSingle = true }
            if byte == UInt8(ascii: "\"") { hasDouble = true }
        }
        let quote = hasSingle && !hasDouble ? UInt8(ascii: "\"") : UInt8(ascii: "'")
        output.append(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": output.append("\\\\" as StaticString)
            case "\n": output.append("\\n" as StaticString)
            case "\r": output.append("\\r" as StaticString)
            case "\t": output.append("\\t" as StaticString)
            case Unicode.Scalar(quote): output += [UInt8(ascii: "\\"), quote]
            case " "..."~": output.append(UInt8(scalar.value))
            default:
                if UnicodeText.isPrintable(scalar) {
                    output.append(contentsOf: Text.utf8(scalar))
                } else {
                    appendEscape(scalar, to: &output)
                }
            }
        }
        output.append(quote)
    }

    private static func appendEscape(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        let (letter, digits): (Unicode.Scalar, Int) =
            scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        output += [UInt8(ascii: "\\"), UInt8(letter.value)]
        appendHex(scalar.value, digits: digits, to: &output)
    }

    static func appendHex(_ value: UInt32, digits: Int, to output: inout [UInt8]) {
        for place in (0..<digits).reversed() {
            let digit = UInt8(value >> UInt32(place * 4) & 15)
            output.append(digit < 10 ? 48 + digit : 87 + digit)
        }
    }
}
