/// Takes out of a source what cmark needs more than its fair time for: its work on one line grows with the number of
/// containers that are open there, and on a run of empty lines with both (50 kB of that took a minute).
enum MarkdownSource {
    /// Quotes and list items that one line can open.
    private static var mostContainers: Int { 32 }
    /// Empty lines in a row; only in blocks of code do more than one mean anything.
    private static var mostBlankLines: Int { 32 }

    /// The source with the markers beyond the limit as text, and without the empty lines beyond it.
    static func tamed(_ source: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(source.count + 1)
        var blankLines = 0
        var start = 0
        while start < source.count {
            let end = source[start...].firstIndex(where: isLineEnd).map { $0 + 1 } ?? source.count
            let line = source[start..<end]
            blankLines = isBlank(line) ? blankLines + 1 : 0
            if blankLines <= mostBlankLines { append(line, to: &result) }
            start = end
        }
        return result
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    /// Nothing but blanks, be it within quotes.
    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { " \t\r\n>".utf8.contains($0) } }

    private static func append(_ line: ArraySlice<UInt8>, to result: inout [UInt8]) {
        var containers = 0
        var index = line.startIndex
        while index < line.endIndex {
            let next = line.index(after: index)
            switch line[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: ">"): containers += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "."), UInt8(ascii: ")"):
                if next == line.endIndex || " \t\r\n".utf8.contains(line[next]) { containers += 1 }
            default:
                result += line
                return
            }
            if containers > mostContainers {
                result += line[..<index]
                result.append(UInt8(ascii: "\\"))
                result += line[index...]
                return
            }
            index = next
        }
        result += line
    }
}
