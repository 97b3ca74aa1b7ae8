import CPCRE2

/// A regular expression as Python's `re` understands it, matched by PCRE2.
///
/// Matching has limits, so that neither a pattern nor a text can hold a page up: a text that would need more than some
/// ten milliseconds or 64 MB counts as one that does not match.
public final class RegularExpression {
    /// Python's flags of the same names.
    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Letters match in upper and lower case.
        public static var ignoreCase: Flags { Flags(rawValue: 1) }
        /// `^` and `$` are the start and end of each line.
        public static var multiline: Flags { Flags(rawValue: 2) }
        /// `.` matches a line break, too.
        public static var dotAll: Flags { Flags(rawValue: 4) }
        /// Whitespace and comments in the pattern are ignored.
        public static var verbose: Flags { Flags(rawValue: 8) }
        /// `\w`, `\d`, `\s` and `\b` match by ASCII only.
        public static var ascii: Flags { Flags(rawValue: 16) }
    }

    /// Where in a text the pattern must fit; Python's functions of the same names.
    public enum Matcher: Sendable {
        /// At the start of the text; anything may follow.
        case match
        /// Anywhere in the text.
        case search
        /// The whole text, from its start to its end.
        case fullMatch

        fileprivate var options: UInt32 {
            switch self {
            case .match: UInt32(PCRE2_ANCHORED)
            case .search: 0
            case .fullMatch: UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_ENDANCHORED)
            }
        }
    }

    private let code: OpaquePointer

    /// - Throws: What is wrong with the pattern, with its place as far as that is known.
    @export(interface) public init(_ pattern: String, flags: Flags = []) throws(PatternError) {
        var translator = PatternTranslator(pattern, flags: flags)
        try translator.translate()
        code = try RegularExpression.compiled(translator.output, RegularExpression.options(flags), pattern)
    }

    deinit { pcre2_code_free_8(code) }

    /// Whether the pattern fits. A text that reaches the limits of matching counts as one that does not fit.
    @export(interface) public func matches(_ text: String, _ matcher: Matcher = .match) -> Bool {
        guard let data = pcre2_match_data_create_8(1, nil), let limits = pcre2_match_context_create_8(nil) else {
            fatalError("no memory for a regular expression")
        }
        defer {
            pcre2_match_data_free_8(data)
            pcre2_match_context_free_8(limits)
        }
        pcre2_set_match_limit_8(limits, 1_000_000)
        pcre2_set_depth_limit_8(limits, 250_000)
        pcre2_set_heap_limit_8(limits, 64 << 10)
        var text = text
        return text.withUTF8 { bytes in
            // 0: it fits, and has more groups than there is room for, as none is asked for.
            pcre2_match_8(code, bytes.baseAddress, bytes.count, 0, matcher.options, data, limits) >= 0
        }
    }

    private static func options(_ flags: Flags) -> UInt32 {
        // In Python the empty line after a last line break is a line too.
        var options = UInt32(PCRE2_UTF) | UInt32(PCRE2_ALT_CIRCUMFLEX)
        if flags.contains(.ignoreCase) { options |= UInt32(PCRE2_CASELESS) }
        if flags.contains(.multiline) { options |= UInt32(PCRE2_MULTILINE) }
        if flags.contains(.dotAll) { options |= UInt32(PCRE2_DOTALL) }
        return options
    }

    private static func compiled(
        _ bytes: [UInt8], _ options: UInt32, _ pattern: String
    ) throws(PatternError) -> OpaquePointer {
        guard let context = pcre2_compile_context_create_8(nil) else { fatalError("no memory for a pattern") }
        defer { pcre2_compile_context_free_8(context) }
        pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
        var error: Int32 = 0
        var offset = 0
        if let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, context) { return code }
        throw PatternError(message(error), pattern: pattern)
    }

    private static func message(_ error: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
    }
}

/// A mistake in a pattern.
public struct PatternError: Error, Equatable {
    /// What is wrong, in Python's words where Python refuses the pattern, otherwise in PCRE2's.
    public let message: String
    /// The pattern as it was given.
    public let pattern: String
    /// Characters (code points) before the place; nil if it is not known.
    public let position: Int?

    init(_ message: String, pattern: String, position: Int? = nil) {
        self.message = message
        self.pattern = pattern
        self.position = position
    }

    /// One sentence with the pattern, the message and the position.
    public var description: String {
        let place = position.map { " at position \($0)" } ?? ""
        return "the pattern \(pattern) is wrong: \(message)\(place)"
    }
}
