import CSystem

/// Strings as Python sees them: sequences of code points.
enum Text {
    /// The string of a string or markup; nil for other values.
    @inline(__always)
    static func plain(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .markup(let markup): markup.html
        default: nil
        }
    }

    /// Python's `str(value)`.
    static func string(_ value: Value) throws(TemplateError) -> String {
        if let text = plain(value) { return text }
        var bytes: [UInt8] = []
        try PythonText.append(value, to: &bytes)
        return String(utf8: bytes)
    }

    /// `str(value)` that leaves markup what it is (Jinja's `soft_str`).
    static func soft(_ value: Value) throws(TemplateError) -> Value {
        switch value {
        case .string, .markup: return value
        case .object(let object): return try object.rendered()
        default: return .string(try string(value))
        }
    }

    static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

    static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    static func length(_ text: String) -> Int {
        text.withBytes { bytes in
            var count = 0
            for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }

    /// Where a code point begins; the end if there are not so many.
    static func offset(of index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var left = index
        for offset in bytes.indices where bytes[offset] & 0xC0 != 0x80 {
            if left == 0 { return offset }
            left -= 1
        }
        return bytes.count
    }

    static func utf8(_ scalar: Unicode.Scalar) -> [UInt8] { Array(String(Character(scalar)).utf8) }

    /// Where one string begins in another, from an offset on, in bytes.
    static func find(_ needle: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
        guard start <= text.count else { return nil }
        return text.withUnsafeBytes { text in
            needle.withUnsafeBytes { needle in
                guard let base = text.baseAddress, let part = needle.baseAddress else {
                    return needle.isEmpty ? start : nil
                }
                return memmem(base + start, text.count - start, part, needle.count).map {
                    $0 - UnsafeMutableRawPointer(mutating: base)
                }
            }
        }
    }

    static func matches(_ needle: [UInt8], _ text: [UInt8], _ start: Int) -> Bool {
        guard start >= 0, start + needle.count <= text.count else { return false }
        for index in needle.indices where text[start + index] != needle[index] { return false }
        return true
    }

    /// Python's `a.replace(b, c, count)`; a negative count means all.
    static func replace(
        _ text: String, _ old: String, _ new: String, count: Int = -1
    ) throws(TemplateError) -> String {
        let bytes = Array(text.utf8)
        let needle = Array(old.utf8)
        var result: [UInt8] = []
        var left = count
        var index = 0
        if needle.isEmpty {
            for scalar in text.unicodeScalars {
                if left != 0 { result.append(contentsOf: new.utf8) }
                try RenderLimits.checkText(result.count)
                left -= 1
                result.append(contentsOf: utf8(scalar))
            }
            if left != 0 { result.append(contentsOf: new.utf8) }
            return String(utf8: result)
        }
        while left != 0, let found = find(needle, in: bytes, from: index) {
            result.append(contentsOf: bytes[index..<found])
            result.append(contentsOf: new.utf8)
            try RenderLimits.checkText(result.count)
            index = found + needle.count
            left -= 1
        }
        result.append(contentsOf: bytes[index...])
        return String(utf8: result)
    }

    enum Side { case start, end, both }

    /// Python's `strip`: whitespace, or any of the given characters.
    static func strip(_ text: String, _ characters: String?, _ side: Side = .both) -> String {
        let scalars = scalars(text)
        let set = characters.map { Array($0.unicodeScalars) }
        func isStripped(_ scalar: Unicode.Scalar) -> Bool {
            if let set { set.contains(scalar) } else { Whitespaces.contains(scalar) }
        }
        var start = 0
        var end = scalars.count
        if side != .end { while start < end, isStripped(scalars[start]) { start += 1 } }
        if side != .start { while end > start, isStripped(scalars[end - 1]) { end -= 1 } }
        return string(scalars[start..<end])
    }

    /// Words between whitespace, at most `limit` splits from the left.
    static func words(_ text: String, limit: Int = -1) -> [String] {
        var words: [String] = []
        let scalars = scalars(text)
        var index = 0
        while true {
            while index < scalars.count, Whitespaces.contains(scalars[index]) { index += 1 }
            guard index < scalars.count else { return words }
            if words.count == limit {
                words.append(strip(string(scalars[index...]), nil, .end))
                return words
            }
            let start = index
            while index < scalars.count, !Whitespaces.contains(scalars[index]) { index += 1 }
            words.append(string(scalars[start..<index]))
        }
    }

    /// Python's `splitlines()`.
    static func lines(_ text: String, keepingEnds: Bool = false) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var afterReturn = false
        func finish() {
            lines.append(String(line))
            line = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            if afterReturn {
                afterReturn = false
                if scalar == "\n" {
                    if keepingEnds { line.append(scalar) }
                    finish()
                    continue
                }
                finish()
            }
            switch scalar.value {
            case 0x0D:
                if keepingEnds { line.append(scalar) }
                afterReturn = true
            case 0x0A, 0x0B, 0x0C, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
                if keepingEnds { line.append(scalar) }
                finish()
            default: line.append(scalar)
            }
        }
        if afterReturn || !line.isEmpty { finish() }
        return lines
    }

    /// Padding of a string to a width, all on one side or, for nil, on both as `str.center` does.
    static func padded(_ text: String, _ width: Int, _ fill: Unicode.Scalar = " ", atStart: Bool? = nil) -> String {
        let missing = width - length(text)
        guard missing > 0 else { return text }
        var before = 0
        if let atStart {
            before = atStart ? missing : 0
        } else {
            before = missing / 2 + (missing & width & 1)
        }
        let padding = String(Character(fill))
        return String(repeating: padding, count: before) + text + String(repeating: padding, count: missing - before)
    }
}
