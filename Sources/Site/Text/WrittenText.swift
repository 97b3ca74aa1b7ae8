import CGIKit

/// Text that people write for others to read, before it is stored.
enum WrittenText {
    /// Makes line ends one character, and takes out what nobody can have meant: control characters, and those that turn
    /// the direction of all that follows, or set it apart (isolates).
    static var cleaned: Filter { .text { clean($0) } }

    /// Accepts only text with something to see in it. (What is Markdown needs more: ``Markdown/checks(_:most:)``.)
    ///
    /// - Parameter missing: what is said where there is none.
    static func isVisible(_ missing: String) -> Validator {
        .custom { (_, field) throws(ValidationError) in
            if !VisibleText.hasVisible(field.value.text) { throw ValidationError(missing) }
        }
    }

    @export(interface) static func clean(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy({ kept($0) == $0 }) else { return text }
        var result = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || scalar == "\n" && !isAfterReturn {
                result.append("\n")
            } else if let kept = kept(scalar), scalar != "\n" {
                result.append(kept)
            }
            isAfterReturn = scalar == "\r"
        }
        return String(result)
    }

    /// Bytes that ``clean(_:)`` leaves as they are, which most texts are made of.
    static func isClean(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.allSatisfy { 0x20..<0x7F ~= $0 || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
    }

    private static func kept(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x09, 0x0A: scalar
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: nil
        default: scalar
        }
    }
}
