/// Filters that shape lines of text.
enum LayoutFilters {
    static func apply(_ filter: FilterName, _ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
        switch filter {
        case .indent: try indented(value, arguments)
        case .truncate: try truncated(value, arguments)
        default: try wrapped(value, arguments)
        }
    }

    private static func indented(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_indent", "width", "first", "blank")
        var indentation = "    "
        if let width = given[0] {
            if let text = Text.plain(width) {
                indentation = text
            } else {
                let count = try ListMethods.integer(width)
                guard count <= 10_000 else { throw TemplateError(.memory, "width too big") }
                indentation = String(repeating: " ", count: max(0, count))
            }
        }
        let text = try StringSearch.text(value)
        let indentsBlank = try given[2].map(Truth.of) ?? false
        let indentsFirst = try given[1].map(Truth.of) ?? false
        if case .markup? = given[0], case .string = value {
            return mixed(text, indentation, first: indentsFirst, blank: indentsBlank)
        }
        var result = indentsFirst ? indentation : ""
        for (index, line) in Text.lines(text + "\n").enumerated() {
            if index > 0 { result += "\n" }
            if index > 0, indentsBlank || !line.utf8.isEmpty { result += indentation }
            result += line
            try RenderLimits.checkText(result.utf8.count)
        }
        return MarkupText.like(value, result)
    }

    /// Text that is indented with markup: what markupsafe's additions, and `str.join`, make of it.
    private static func mixed(_ text: String, _ indentation: String, first: Bool, blank: Bool) -> Value {
        var lines = Text.lines(text + "\n")
        for index in lines.indices where blank || index > 0 && !lines[index].utf8.isEmpty {
            lines[index] = (index > 0 ? indentation : "") + Markup(escaping: lines[index]).html
        }
        let result = lines.joined(separator: "\n")
        guard first else { return blank ? .markup(Markup(html: result)) : .string(result) }
        return .markup(Markup(html: indentation + (blank ? result : Markup(escaping: result).html)))
    }

    private static func truncated(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_truncate", "length", "killwords", "end", "leeway")
        let length = try given[0].map(ListMethods.integer) ?? 255
        let end = given[2] ?? "..."
        var leeway = 5
        if let value = given[3] { if case .none = value {} else { leeway = try ListMethods.integer(value) } }
        let endLength = try Filters.length(end)
        guard length >= endLength else {
            throw TemplateError(.failedAssertion, "expected length >= \(endLength), got \(length)")
        }
        guard leeway >= 0 else { throw TemplateError(.failedAssertion, "expected leeway >= 0, got \(leeway)") }
        if try Filters.length(value) <= length + leeway { return value }
        let killsWords = try given[1].map(Truth.of) ?? false
        let cut = try StringSearch.text(value).withBytes { bytes in
            let part = bytes[..<Text.offset(of: length - endLength, in: bytes)]
            let blank = killsWords ? nil : part.lastIndex(of: UInt8(ascii: " "))
            return String(utf8: UnsafeBufferPointer(rebasing: part[..<(blank ?? part.endIndex)]))
        }
        if case .markup(let end) = end, case .string = value {
            return .markup(Markup(html: Markup(escaping: cut).html + end.html))
        }
        return MarkupText.like(value, cut + (try MarkupText.argument(end, for: value)))
    }

    private static func wrapped(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
        let given = try arguments.bound(
            to: "do_wordwrap", "width", "break_long_words", "wrapstring", "break_on_hyphens")
        let wrapper = TextWrapper(
            width: try given[0].map(ListMethods.integer) ?? 79, breaksLongWords: try given[1].map(Truth.of) ?? true,
            breaksOnHyphens: try given[3].map(Truth.of) ?? true)
        var separator: Value = "\n"
        if let value = given[2] { if case .none = value {} else { separator = try StringSearch.string(value) } }
        var lines: [String] = []
        var size = 0
        for line in Text.lines(try StringSearch.text(value)) {
            guard wrapper.width > 0 else {
                throw TemplateError(.value, "invalid width \(wrapper.width) (must be > 0)")
            }
            let wrapped = wrapper.wrap(line)
            size += line.utf8.count + wrapped.count * (Text.plain(separator) ?? "").utf8.count
            try RenderLimits.checkText(size)
            lines.append(joined(wrapped, separator))
        }
        return MarkupText.like(separator, lines.joined(separator: Text.plain(separator) ?? ""))
    }

    private static func isMarkup(_ value: Value) -> Bool { if case .markup = value { true } else { false } }

    /// Joined by the separator; if that is markup the parts are escaped.
    private static func joined(_ parts: [String], _ separator: Value) -> String {
        let text = Text.plain(separator) ?? ""
        return isMarkup(separator)
            ? parts.map { Markup(escaping: $0).html }.joined(separator: text) : parts.joined(separator: text)
    }
}

/// Breaks a line into shorter ones as Python's `textwrap.wrap` does.
struct TextWrapper {
    let width: Int
    let breaksLongWords: Bool
    let breaksOnHyphens: Bool

    func wrap(_ line: String) -> [String] {
        var chunks = Array((breaksOnHyphens ? hyphenatedChunks(line) : simpleChunks(line)).reversed())
        var lines: [String] = []
        while !chunks.isEmpty {
            var parts: [ArraySlice<Unicode.Scalar>] = []
            var length = 0
            if isBlank(chunks[chunks.count - 1]), !lines.isEmpty { chunks.removeLast() }
            while let chunk = chunks.last, length + chunk.count <= width {
                parts.append(chunk)
                length += chunk.count
                chunks.removeLast()
            }
            if let chunk = chunks.last, chunk.count > width { takeFromLong(chunk, &chunks, &parts, width - length) }
            if let last = parts.last, isBlank(last) { parts.removeLast() }
            if !parts.isEmpty { lines.append(Text.string(parts.joined())) }
        }
        return lines
    }

    private func isBlank(_ chunk: ArraySlice<Unicode.Scalar>) -> Bool { chunk.allSatisfy(Whitespaces.contains) }

    /// A word that fits on no line is cut, or stands alone.
    private func takeFromLong(
        _ chunk: ArraySlice<Unicode.Scalar>, _ chunks: inout [ArraySlice<Unicode.Scalar>],
        _ parts: inout [ArraySlice<Unicode.Scalar>], _ space: Int
    ) {
        guard breaksLongWords else {
            if parts.isEmpty { parts.append(chunks.removeLast()) }
            return
        }
        var end = chunk.startIndex + space
        if breaksOnHyphens, chunk.count > space, let hyphen = chunk[..<end].lastIndex(of: "-"),
            hyphen > chunk.startIndex,
            chunk[..<hyphen].contains(where: { $0 != "-" })
        {
            end = hyphen + 1
        }
        parts.append(chunk[..<end])
        chunks[chunks.count - 1] = chunk[end...]
    }

    private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar.value >= 9 && scalar.value <= 13 }

    private func simpleChunks(_ line: String) -> [ArraySlice<Unicode.Scalar>] {
        let scalars = Text.scalars(line)
        return chunks(of: scalars) { start in
            scalars[start...].firstIndex { isSpace($0) != isSpace(scalars[start]) } ?? scalars.count
        }
    }

    /// Words also end after the hyphen between two parts of letters, and before and after a dash (`--`) between words.
    private func hyphenatedChunks(_ line: String) -> [ArraySlice<Unicode.Scalar>] {
        let scalars = Text.scalars(line)
        return chunks(of: scalars) { chunkEnd(scalars, $0) }
    }

    private func chunks(of scalars: [Unicode.Scalar], end: (Int) -> Int) -> [ArraySlice<Unicode.Scalar>] {
        var chunks: [ArraySlice<Unicode.Scalar>] = []
        var start = 0
        while start < scalars.count {
            let end = end(start)
            chunks.append(scalars[start..<end])
            start = end
        }
        return chunks
    }

    private func chunkEnd(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
        func at(_ index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }
        func isLetter(_ index: Int) -> Bool {
            at(index).map { isWord($0) && !UnicodeText.isDecimal($0) && $0 != "_" } ?? false
        }
        func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || UnicodeText.isAlphanumeric(scalar) }
        func isWordOrPunctuation(_ index: Int) -> Bool {
            at(index).map { isWord($0) || "!\"'&.,?".unicodeScalars.contains($0) } ?? false
        }
        /// The end of two or more hyphens from here that a word follows.
        func dashEnd(_ index: Int) -> Int? {
            var end = index
            while at(end) == "-" { end += 1 }
            guard end - index >= 2, let next = at(end), isWord(next) else { return nil }
            return end
        }
        if isSpace(scalars[start]) {
            var end = start
            while let scalar = at(end), isSpace(scalar) { end += 1 }
            return end
        }
        if isWordOrPunctuation(start - 1), let end = dashEnd(start) { return end }
        var index = start + 1
        while index < scalars.count {
            if isSpace(scalars[index]) { return index }
            if scalars[index] == "-" {
                let followsLetters = isLetter(index - 1) && isLetter(index - 2)
                let followsInitial = isHyphenated(index)
                let leadsToLetters =
                    isLetter(index + 1) && (isLetter(index + 2) || at(index + 2) == "-" && isLetter(index + 3))
                if followsLetters || followsInitial, leadsToLetters { return index + 1 }
            }
            if isWordOrPunctuation(index - 1), dashEnd(index) != nil { return index }
            index += 1
        }
        return scalars.count

        /// A letter, a hyphen, and one more character before this hyphen: `e-x-`.
        func isHyphenated(_ index: Int) -> Bool {
            isWordOrPunctuation(index - 1) && at(index - 2) == "-" && isLetter(index - 3)
        }
    }
}
