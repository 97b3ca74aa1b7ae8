/// Filters that make HTML and addresses.
enum HTMLFilters {
    static func apply(
        _ filter: FilterName, _ value: Value, _ arguments: Arguments, _ isEscaping: Bool
    ) throws(TemplateError) -> Value {
        switch filter {
        case .tojson:
            let indent = try arguments.bound(to: "do_tojson", "indent")[0]
            return .markup(Markup(html: try JSONText.htmlSafe(value, indent: indent)))
        case .xmlattr: return try attributes(value, arguments, isEscaping)
        case .urlencode:
            try Filters.none(filter, arguments)
            return .string(try URLText.encoded(value))
        default:
            let linker = try Linker(arguments)
            let html = linker.linked(try MarkupText.escapedText(value))
            return isEscaping ? .markup(Markup(html: html)) : .string(html)
        }
    }

    private static func attributes(
        _ value: Value, _ arguments: Arguments, _ isEscaping: Bool
    ) throws(TemplateError) -> Value {
        let hasBlank = try arguments.bound(to: "do_xmlattr", "autospace")[0].map(Truth.of) ?? true
        guard let dict = try value.mapping() else {
            if case .undefined(let undefined) = value { throw undefined.error }
            throw TemplateError(.attribute, "'\(PythonTypes.name(value))' object has no attribute 'items'")
        }
        var html = ""
        for (key, value) in dict.entries {
            switch value {
            case .none, .undefined: continue
            default: break
            }
            guard let name = Text.plain(key) else {
                let type = PythonTypes.name(key)
                throw TemplateError(.type, "expected string or bytes-like object, got '\(type)'")
            }
            guard !name.utf8.contains(where: isInvalid) else {
                throw TemplateError(.value, "Invalid character in attribute name: \(PythonText.shortRepr(key))")
            }
            if hasBlank || !html.isEmpty { html += " " }
            html += "\(try MarkupText.escapedText(key))=\"\(try MarkupText.escapedText(value))\""
        }
        return isEscaping ? .markup(Markup(html: html)) : .string(html)
    }

    /// What would end an attribute's name (HTML, section 13.1.2.3).
    private static func isInvalid(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09...0x0D, UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "="): true
        default: false
        }
    }
}

/// Percent-encoding (RFC 3986).
enum URLText {
    /// Text for a path, or pairs for a query.
    static func encoded(_ value: Value) throws(TemplateError) -> String {
        if let dict = try value.mapping() {
            var parts: [String] = []
            for entry in dict.entries { parts.append(try pair(entry.key, entry.value)) }
            return parts.joined(separator: "&")
        }
        switch value {
        case .list, .tuple, .object:
            var iterator: ValueIterator
            do { iterator = try ValueIterator(value) } catch { return quoted(try Text.string(value), forQuery: false) }
            var parts: [String] = []
            while let item = try iterator.next() {
                switch item {
                case .none, .bool, .int, .big, .double, .function:
                    throw TemplateError(.type, "cannot unpack non-iterable \(PythonTypes.name(item)) object")
                default: break
                }
                let items = try ValueIterator.all(item)
                guard items.count == 2 else {
                    throw TemplateError(.value, "not enough values to unpack (expected 2, got \(items.count))")
                }
                parts.append(try pair(items[0], items[1]))
            }
            return parts.joined(separator: "&")
        case .undefined: return ""
        default: return quoted(try Text.string(value), forQuery: false)
        }
    }

    private static func pair(_ key: Value, _ value: Value) throws(TemplateError) -> String {
        "\(quoted(try Text.string(key), forQuery: true))=\(quoted(try Text.string(value), forQuery: true))"
    }

    /// - Parameter forQuery: a space becomes `+`, and `/` is encoded.
    static func quoted(_ text: String, forQuery: Bool) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                output.append(byte)
            case UInt8(ascii: "/") where !forQuery: output.append(byte)
            case UInt8(ascii: " ") where forQuery: output.append(UInt8(ascii: "+"))
            default:
                output.append(UInt8(ascii: "%"))
                for digit in [byte >> 4, byte & 15] { output.append(digit < 10 ? 48 + digit : 55 + digit) }
            }
        }
        return String(utf8: output)
    }
}
