/// Takes out of a source what cmark needs more than its fair time for: its work on one line grows with the number of
/// containers that are open there, and on a run of empty lines with both (50 kB of that took a minute).
struct MarkdownSource {
    /// Quotes and list items that one line can open.
    private static var mostContainers: Int { 32 }
    /// Empty lines in a row; only in blocks of code do more than one mean anything.
    private static var mostBlankLines: Int { 32 }

    /// The source with the markers beyond the limit as text, and without the empty lines beyond it.
    private(set) var tamed: [UInt8] = []
    /// Whether that is another text than the source.
    private(set) var isAltered = false

    /// - Parameter code: the lines of the tamed source, counted from 1, that were found to be code outside of every container.
    ///   Nothing nests there, however it looks, so that these stay as they were written.
    init(_ source: [UInt8], code: [ClosedRange<Int>] = []) {
        tamed.reserveCapacity(source.count + 1)
        var code = code[...]
        var number = 0
        var blankLines = 0
        var start = 0
        while start < source.count {
            let line = source[start..<MarkdownSource.end(ofLineAt: start, in: source)]
            start = line.endIndex
            blankLines = MarkdownSource.isBlank(line) ? blankLines + 1 : 0
            // One that is left out has the number of the line before it.
            let isLeftOut = blankLines > MarkdownSource.mostBlankLines
            if !isLeftOut { number += 1 }
            while let first = code.first, first.upperBound < number { code.removeFirst() }
            if let block = code.first, block.contains(number) {
                tamed += line
            } else if isLeftOut {
                isAltered = true
            } else {
                append(line)
            }
        }
    }

    /// Where the next line begins.
    private static func end(ofLineAt start: Int, in source: [UInt8]) -> Int {
        guard let end = source[start...].firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
        else {
            return source.count
        }
        let isPair =
            source[end] == UInt8(ascii: "\r") && end + 1 < source.count && source[end + 1] == UInt8(ascii: "\n")
        return end + (isPair ? 2 : 1)
    }

    /// Nothing but blanks, be it within quotes.
    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { " \t\r\n>".utf8.contains($0) } }

    private mutating func append(_ line: ArraySlice<UInt8>) {
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
                tamed += line
                return
            }
            if containers > MarkdownSource.mostContainers {
                tamed += line[..<index]
                tamed.append(UInt8(ascii: "\\"))
                tamed += line[index...]
                isAltered = true
                return
            }
            index = next
        }
        tamed += line
    }
}
