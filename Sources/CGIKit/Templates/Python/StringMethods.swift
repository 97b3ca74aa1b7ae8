/// The methods of Python's `str`, and of markup.
enum StringMethod: String {
    case capitalize, casefold, center, count, encode, endswith, expandtabs, find, format, index, isalnum, isalpha
    case formatMap = "format_map"
    case isascii, isdecimal, isdigit, isidentifier, islower, isnumeric, isprintable, isspace, istitle, isupper, join
    case ljust, lower, lstrip, partition, removeprefix, removesuffix, replace, rfind, rindex, rjust, rpartition, rsplit
    case rstrip, split, splitlines, startswith, strip, striptags, swapcase, title, translate, unescape, upper, zfill

    var isOfMarkupOnly: Bool { self == .striptags || self == .unescape }
}

enum StringMethods {
    static func bound(_ method: StringMethod, _ subject: Value) -> Value? {
        if method.isOfMarkupOnly { guard case .markup = subject else { return nil } }
        return .function(
            Function(method.rawValue) { (arguments) throws(TemplateError) in try call(method, subject, arguments) })
    }

    static func call(
        _ method: StringMethod, _ subject: Value, _ arguments: Arguments
    ) throws(TemplateError) -> Value {
        let text = Text.plain(subject) ?? ""
        func markupLike(_ text: String) -> Value { MarkupText.like(subject, text) }
        switch method {
        case .upper: return markupLike(UnicodeText.uppercased(text))
        case .lower: return markupLike(UnicodeText.lowercased(text))
        case .title: return markupLike(UnicodeText.titlecased(text))
        case .capitalize: return markupLike(UnicodeText.capitalized(text))
        case .swapcase: return markupLike(UnicodeText.swappedCase(text))
        case .casefold: return markupLike(UnicodeText.caseFolded(text))
        case .strip, .lstrip, .rstrip:
            let characters = try arguments.bound(to: method.rawValue, "chars")[0].flatMap(Text.plain)
            return markupLike(
                Text.strip(text, characters, method == .strip ? .both : method == .lstrip ? .start : .end))
        case .center, .ljust, .rjust: return markupLike(try padded(method, text, subject, arguments))
        case .zfill: return markupLike(try zeroFilled(text, arguments))
        case .expandtabs: return markupLike(try tabsExpanded(text, arguments))
        case .removeprefix, .removesuffix: return markupLike(try withoutEnd(method, text, arguments))
        case .replace:
            let given = try arguments.bound(to: "replace", "old", "new", "count", required: 2)
            // What is looked for is text of the subject's own kind: it is not escaped (markupsafe 3).
            let old = try StringSearch.text(given[0])
            let new = try MarkupText.argument(try StringSearch.string(given[1]), for: subject)
            let count = try given[2].map(ListMethods.integer) ?? -1
            return markupLike(try Text.replace(text, old, new, count: count))
        case .format:
            let isMarkup = if case .markup = subject { true } else { false }
            return markupLike(try FormatMethod.format(text, arguments, isMarkup: isMarkup))
        case .formatMap:
            guard case .dict(let values)? = try arguments.bound(to: "format_map", "mapping", required: 1)[0] else {
                throw TemplateError(.type, "format_map() argument must be a mapping")
            }
            var named = Arguments()
            for entry in values.entries {
                if let name = Text.plain(entry.key) { named.keyword.append((name, entry.value)) }
            }
            return try call(.format, subject, named)
        case .join: return markupLike(try joined(text, subject, arguments))
        case .translate: return markupLike(try translated(text, arguments))
        case .split, .rsplit, .splitlines, .partition, .rpartition:
            return try StringSplitting.call(method, text, subject, arguments)
        case .find, .rfind, .index, .rindex, .count, .startswith, .endswith:
            return try StringSearch.call(method, text, arguments)
        case .encode: return .object(BytesObject(Array(text.utf8)))
        case .unescape: return .string(HTMLEntities.unescaped(text))
        case .striptags: return .string(HTMLText.withoutTags(text))
        case .isalnum, .isalpha, .isascii, .isdecimal, .isdigit, .isidentifier, .islower, .isnumeric, .isprintable,
            .isspace, .istitle, .isupper:
            return .bool(isOfKind(method, text))
        }
    }

    private static func padded(
        _ method: StringMethod, _ text: String, _ subject: Value, _ arguments: Arguments
    ) throws(TemplateError) -> String {
        let given = try arguments.bound(to: method.rawValue, "width", "fillchar", required: 1)
        let width = try ListMethods.integer(given[0])
        guard width <= FormatSpecification.widthLimit * 8 else { throw TemplateError(.memory, "width too big") }
        let fill = Text.scalars(
            try given[1].map { (fill) throws(TemplateError) in
                try MarkupText.argument(try StringSearch.string(fill), for: subject)
            } ?? " ")
        guard fill.count == 1 else {
            throw TemplateError(.type, "The fill character must be exactly one character long")
        }
        return Text.padded(text, width, fill[0], atStart: method == .center ? nil : method == .rjust)
    }

    private static func zeroFilled(_ text: String, _ arguments: Arguments) throws(TemplateError) -> String {
        let width = try ListMethods.integer(try arguments.bound(to: "zfill", "width", required: 1)[0])
        guard width <= FormatSpecification.widthLimit * 8 else { throw TemplateError(.memory, "width too big") }
        if let sign = text.unicodeScalars.first, sign == "-" || sign == "+" {
            let digits = Text.string(text.unicodeScalars.dropFirst())
            return String(Character(sign)) + Text.padded(digits, width - 1, "0", atStart: true)
        }
        return Text.padded(text, width, "0", atStart: true)
    }

    private static func tabsExpanded(_ text: String, _ arguments: Arguments) throws(TemplateError) -> String {
        let size = try arguments.bound(to: "expandtabs", "tabsize")[0].map(ListMethods.integer) ?? 8
        guard size <= 1024 else { throw TemplateError(.memory, "tab size too big") }
        var column = 0
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "\t" {
                try RenderLimits.checkText(result.utf8.count)
                let blanks = size > 0 ? size - column % size : 0
                result += String(repeating: " ", count: blanks)
                column += blanks
            } else {
                result.unicodeScalars.append(scalar)
                column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
            }
        }
        return result
    }

    private static func withoutEnd(
        _ method: StringMethod, _ text: String, _ arguments: Arguments
    ) throws(TemplateError) -> String {
        let end = try StringSearch.text(try arguments.bound(to: method.rawValue, "affix", required: 1)[0])
        let bytes = Array(text.utf8)
        let count = end.utf8.count
        if method == .removeprefix {
            guard Text.matches(Array(end.utf8), bytes, 0) else { return text }
            return String(utf8: bytes[count...])
        }
        guard count > 0, Text.matches(Array(end.utf8), bytes, bytes.count - count) else { return text }
        return String(utf8: bytes[..<(bytes.count - count)])
    }

    private static func joined(
        _ separator: String, _ subject: Value, _ arguments: Arguments
    ) throws(TemplateError) -> String {
        var iterator = try ValueIterator(try arguments.bound(to: "join", "iterable", required: 1)[0] ?? Value.none)
        var result = ""
        var index = 0
        while let item = try iterator.next() {
            if index > 0 { result += separator }
            if case .markup = subject {
                result += try MarkupText.escapedText(item)
            } else {
                guard let text = Text.plain(item) else {
                    let type = PythonTypes.name(item)
                    throw TemplateError(.type, "sequence item \(index): expected str instance, \(type) found")
                }
                result += text
            }
            try RenderLimits.checkText(result.utf8.count)
            index += 1
        }
        return result
    }

    private static func translated(_ text: String, _ arguments: Arguments) throws(TemplateError) -> String {
        guard case .dict(let table)? = try arguments.bound(to: "translate", "table", required: 1)[0] else {
            throw TemplateError(.type, "'translate' takes a dict")
        }
        var result = ""
        for scalar in text.unicodeScalars {
            switch try table.value(.int(Int(scalar.value))) {
            case nil: result.unicodeScalars.append(scalar)
            case .some(.none): break
            case .int(let code)?:
                result.unicodeScalars.append(UInt32(exactly: code).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")
            case let value?:
                result += try StringSearch.text(value)
                try RenderLimits.checkText(result.utf8.count)
            }
        }
        return result
    }

    private static func isOfKind(_ method: StringMethod, _ text: String) -> Bool {
        let scalars = text.unicodeScalars
        func all(_ isWanted: (Unicode.Scalar) -> Bool) -> Bool { !scalars.isEmpty && scalars.allSatisfy(isWanted) }
        switch method {
        case .isalnum: return all(UnicodeText.isAlphanumeric)
        case .isalpha: return all(UnicodeText.isAlphabetic)
        case .isascii: return scalars.allSatisfy { $0.isASCII }
        case .isdecimal: return all(UnicodeText.isDecimal)
        case .isdigit: return all(UnicodeText.isDigit)
        case .isnumeric: return all(UnicodeText.isNumeric)
        case .isprintable: return scalars.allSatisfy(UnicodeText.isPrintable)
        case .isspace: return all(Whitespaces.contains)
        case .isidentifier:
            guard let first = scalars.first, first == "_" || first.properties.isXIDStart else { return false }
            return scalars.allSatisfy { $0.properties.isXIDContinue }
        case .islower:
            return scalars.contains(where: UnicodeText.isLowercase)
                && !scalars.contains { UnicodeText.isUppercase($0) || UnicodeText.isTitlecase($0) }
        case .isupper:
            return scalars.contains(where: UnicodeText.isUppercase)
                && !scalars.contains { UnicodeText.isLowercase($0) || UnicodeText.isTitlecase($0) }
        default: return isTitle(scalars)
        }
    }

    private static func isTitle(_ scalars: String.UnicodeScalarView) -> Bool {
        var followsCased = false
        var hasCased = false
        for scalar in scalars {
            if UnicodeText.isUppercase(scalar) || UnicodeText.isTitlecase(scalar) {
                if followsCased { return false }
                (followsCased, hasCased) = (true, true)
            } else if UnicodeText.isLowercase(scalar) {
                if !followsCased { return false }
                hasCased = true
            } else {
                followsCased = false
            }
        }
        return hasCased
    }
}
