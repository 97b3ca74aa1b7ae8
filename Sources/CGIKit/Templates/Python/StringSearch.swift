import CSystem

/// Finding strings in strings; positions count code points.
enum StringSearch {
    /// An argument that must be a string.
    static func string(_ value: Value?) throws(TemplateError) -> Value {
        if let value, Text.plain(value) != nil { return value }
        if case .undefined(let undefined)? = value { throw undefined.error }
        throw TemplateError(.type, "must be str, not \(PythonTypes.name(value ?? Value.none))")
    }

    static func text(_ value: Value?) throws(TemplateError) -> String { Text.plain(try string(value)) ?? "" }

    static func call(_ method: StringMethod, _ text: String, _ arguments: Arguments) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: method.rawValue, "sub", "start", "end", required: 1)
        let scalars = Text.scalars(text)
        let bounds = try Slices.bounds(scalars.count, given[1], given[2], nil)
        let isBeyond =
            try given[1].map { (value) throws(TemplateError) in try isInt(value, above: scalars.count) } ?? false
        if method == .startswith || method == .endswith {
            let part = bounds.start <= bounds.stop && !isBeyond ? scalars[bounds.start..<bounds.stop] : nil
            return .bool(try matchesAny(method, part, given[0]))
        }
        let needle = Text.scalars(try self.text(given[0]))
        if isBeyond || bounds.start > bounds.stop { return try notFound(method) }
        let part = Array(scalars[bounds.start..<bounds.stop])
        switch method {
        case .count: return .int(count(needle, part))
        case .find, .index:
            guard let position = first(needle, part, 0) else { return try notFound(method) }
            return .int(position + bounds.start)
        default:
            guard let position = last(needle, part) else { return try notFound(method) }
            return .int(position + bounds.start)
        }
    }

    private static func isInt(_ value: Value, above count: Int) throws(TemplateError) -> Bool {
        if case .int(let int) = value { int > count } else { false }
    }

    private static func notFound(_ method: StringMethod) throws(TemplateError) -> Value {
        switch method {
        case .count: return 0
        case .find, .rfind: return -1
        default: throw TemplateError(.value, "substring not found")
        }
    }

    private static func matchesAny(
        _ method: StringMethod, _ part: ArraySlice<Unicode.Scalar>?, _ value: Value?
    ) throws(TemplateError) -> Bool {
        var affixes: [Value] = []
        if case .tuple(let items)? = value { affixes = items } else { affixes = [value ?? Value.none] }
        for affix in affixes {
            let scalars = Text.scalars(try text(affix))
            guard let part, scalars.count <= part.count else { continue }
            let end = method == .startswith ? part.prefix(scalars.count) : part.suffix(scalars.count)
            if end.elementsEqual(scalars) { return true }
        }
        return false
    }

    /// Where one text is in another. Never longer than both together, however alike they are.
    static func first(_ needle: [Unicode.Scalar], _ text: [Unicode.Scalar], _ start: Int) -> Int? {
        let width = MemoryLayout<Unicode.Scalar>.stride
        return text.withUnsafeBytes { text in
            needle.withUnsafeBytes { needle in
                guard let base = text.baseAddress, let part = needle.baseAddress, start * width <= text.count else {
                    return needle.isEmpty && start * width <= text.count ? start : nil
                }
                var offset = start * width
                while let found = memmem(base + offset, text.count - offset, part, needle.count) {
                    offset = found - UnsafeMutableRawPointer(mutating: base)
                    if offset % width == 0 { return offset / width }
                    offset += 1
                }
                return nil
            }
        }
    }

    static func last(_ needle: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Int? {
        first(needle.reversed(), text.reversed(), 0).map { text.count - needle.count - $0 }
    }

    private static func count(_ needle: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Int {
        if needle.isEmpty { return text.count + 1 }
        var count = 0
        var index = 0
        while let found = first(needle, text, index) {
            count += 1
            index = found + needle.count
        }
        return count
    }
}

/// Cutting strings.
enum StringSplitting {
    static func call(
        _ method: StringMethod, _ text: String, _ subject: Value, _ arguments: Arguments
    ) throws(TemplateError) -> Value {
        func values(_ parts: [String]) -> [Value] { parts.map { MarkupText.like(subject, $0) } }
        switch method {
        case .splitlines:
            let keepEnds = try arguments.bound(to: "splitlines", "keepends")[0].map(Truth.of) ?? false
            return .list(List(values(Text.lines(text, keepingEnds: keepEnds))))
        case .partition, .rpartition:
            let given = try StringSearch.string(try arguments.bound(to: method.rawValue, "sep", required: 1)[0])
            let separator = Text.plain(given) ?? ""
            var parts = values(try partitioned(text, separator, fromEnd: method == .rpartition))
            // Python hands the separator itself back.
            if case .string = subject, Text.plain(parts[1])?.utf8.isEmpty == false { parts[1] = given }
            return .tuple(parts)
        default:
            let given = try arguments.bound(to: method.rawValue, "sep", "maxsplit")
            let limit = try given[1].map(ListMethods.integer) ?? -1
            let isFromEnd = method == .rsplit
            guard let separatorValue = given[0], Text.plain(separatorValue) != nil else {
                if let value = given[0] { guard case .none = value else { _ = try StringSearch.text(value); break } }
                return .list(
                    List(values(isFromEnd && limit >= 0 ? lastWords(text, limit) : Text.words(text, limit: limit))))
            }
            let separator = try StringSearch.text(separatorValue)
            guard !separator.utf8.isEmpty else { throw TemplateError(.value, "empty separator") }
            return .list(List(values(split(text, separator, limit, fromEnd: isFromEnd))))
        }
        return .none
    }

    private static func partitioned(
        _ text: String, _ separator: String, fromEnd: Bool
    ) throws(TemplateError) -> [String] {
        guard !separator.utf8.isEmpty else { throw TemplateError(.value, "empty separator") }
        let parts = split(text, separator, 1, fromEnd: fromEnd)
        if parts.count == 1 { return fromEnd ? ["", "", text] : [text, "", ""] }
        return [parts[0], separator, parts[1]]
    }

    static func split(_ text: String, _ separator: String, _ limit: Int, fromEnd: Bool) -> [String] {
        let bytes = Array(text.utf8)
        let needle = Array(separator.utf8)
        var cuts: [Int] = []
        if fromEnd {
            let (reversed, reversedNeedle) = ([UInt8](bytes.reversed()), [UInt8](needle.reversed()))
            var index = 0
            while cuts.count != limit, let found = Text.find(reversedNeedle, in: reversed, from: index) {
                cuts.append(bytes.count - needle.count - found)
                index = found + needle.count
            }
            cuts.reverse()
        } else {
            var index = 0
            while cuts.count != limit, let found = Text.find(needle, in: bytes, from: index) {
                cuts.append(found)
                index = found + needle.count
            }
        }
        var parts: [String] = []
        var start = 0
        for cut in cuts {
            parts.append(String(utf8: bytes[start..<cut]))
            start = cut + needle.count
        }
        parts.append(String(utf8: bytes[start...]))
        return parts
    }

    /// The last words, with all before them as one.
    private static func lastWords(_ text: String, _ limit: Int) -> [String] {
        let reversed = Text.string(text.unicodeScalars.reversed())
        return Text.words(reversed, limit: limit).reversed().map { Text.string($0.unicodeScalars.reversed()) }
    }
}
