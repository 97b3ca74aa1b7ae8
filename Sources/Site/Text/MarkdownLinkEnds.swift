/// At the end of each link cmark goes through every mark of its paragraph that may still begin an emphasis or an image. This
/// makes text of the ends that stand beyond the steps that a paragraph may take.
struct MarkdownLinkEnds {
    private static var mostSteps: Int { 8_000_000 }

    private var marks = 0
    private var steps = 0

    /// Whether a paragraph of this source can take more steps than that.
    static func areTooMany(in source: [UInt8]) -> Bool {
        var (ends, marks) = (0, 0)
        for byte in source {
            if byte == UInt8(ascii: "]") { ends += 1 } else if isMark(byte) { marks += 1 }
        }
        return ends * marks > mostSteps
    }

    /// The line with its ends beyond the limit escaped; nil: as it is.
    mutating func taming(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if MarkdownLinkEnds.endsParagraph(line) || MarkdownLinkEnds.beginsItem(line) { (marks, steps) = (0, 0) }
        var result: [UInt8] = []
        var isEscaped = false
        var last = UInt8(ascii: " ")
        for byte in line {
            if MarkdownLinkEnds.isMark(byte) && byte != last { marks += 1 }
            if byte == UInt8(ascii: "]") {
                steps += marks
                if steps > MarkdownLinkEnds.mostSteps && !isEscaped { result.append(UInt8(ascii: "\\")) }
            }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            result.append(byte)
            last = byte
        }
        return result.count > line.count ? result[...] : nil
    }

    /// What begins an emphasis, a strikethrough or an image.
    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "!"): true
        default: false
        }
    }

    /// An empty line, be it of a quote. What is indented further goes on with a paragraph, with a quote's mark as its text.
    private static func endsParagraph(_ line: ArraySlice<UInt8>) -> Bool {
        var (blanks, isQuote, isIndented) = (0, false, false)
        for byte in line {
            switch byte {
            case UInt8(ascii: " "): blanks += 1
            case UInt8(ascii: "\t"): blanks += 4
            case UInt8(ascii: ">"): (blanks, isQuote) = (0, true)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): break
            default: return false
            }
            isIndented = isIndented || blanks > 3
        }
        return !isQuote || !isIndented
    }

    /// Whether a line is an item of a list, which ends a paragraph wherever it stands: `- a`.
    private static func beginsItem(_ line: ArraySlice<UInt8>) -> Bool {
        let marked = line.drop { $0 == UInt8(ascii: " ") }
        guard marked.startIndex - line.startIndex < 4, let mark = marked.first, "-*+".utf8.contains(mark) else {
            return false
        }
        let text = marked.dropFirst()
        return text.first == UInt8(ascii: " ") && text.contains { !" \t\r\n".utf8.contains($0) }
    }
}
