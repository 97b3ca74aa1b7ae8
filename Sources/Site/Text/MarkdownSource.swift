/// Takes out of a source what cmark needs more than its fair time for: its work on one line grows with the number of
/// containers that are open there, and on a run of empty lines with both (50 kB of that took a minute). A short line of a table
/// makes as many cells as the table has columns (50 kB: 150 million), each link by reference has a copy of what its definition
/// says (50 kB: 150 MB), and a long word is searched for bare links, and for the brackets at their end, once for each. What the
/// end of a link takes is in ``MarkdownLinkEnds``.
struct MarkdownSource {
    /// Quotes and list items that one line can open.
    private static var mostContainers: Int { 32 }
    /// Empty lines in a row; only in blocks of code do more than one mean anything.
    private static var mostBlankLines: Int { 32 }

    /// Cells of one table, and the tables of a source.
    private static var mostCells: Int { 10_000 }
    private static var mostTables: Int { 100 }
    /// Bytes that links by reference may copy from definitions.
    private static var mostExpanded: Int { 4_000_000 }
    /// Beginnings of bare links without a blank between them.
    private static var mostLinksInWord: Int { 50 }

    /// The source with the markers beyond the limit as text, and without the empty lines beyond it.
    private(set) var tamed: [UInt8] = []
    /// Whether that is another text than the source.
    private(set) var isAltered = false
    private let definitionsAreText: Bool
    private let linkEndsAreTooMany: Bool
    private var linkEnds = MarkdownLinkEnds()
    private var tables = 0
    /// How many more lines the table has room for that may be open here.
    private var rowsLeft: Int?

    /// - Parameter code: the lines of the tamed source, counted from 1, that were found to be code outside of every container.
    ///   Nothing nests there, however it looks, so that these stay as they were written.
    init(_ source: [UInt8], code: [ClosedRange<Int>] = []) {
        definitionsAreText = MarkdownSource.expandsTooFar(source)
        linkEndsAreTooMany = MarkdownLinkEnds.areTooMany(in: source)
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
                rowsLeft = nil
                // Counted as where it was not known to be code, so that what follows is tamed as it was then.
                if linkEndsAreTooMany { _ = linkEnds.taming(line) }
            } else if isLeftOut {
                isAltered = true
            } else {
                append(tamingLinks(tamingDefinitions(tamingLinkEnds(tamingTable(line)))))
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

    /// Ends a table that has all its rows, and makes text of what would begin too large a one, or one too many.
    private mutating func tamingTable(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        if let columns = MarkdownSource.columns(ofDelimiterRow: line) {
            tables += 1
            guard tables <= MarkdownSource.mostTables, columns <= MarkdownSource.mostCells / 100 else {
                isAltered = true
                let start = line.firstIndex { !" \t>".utf8.contains($0) } ?? line.endIndex
                return line[..<start] + [UInt8(ascii: "\\")] + line[start...]
            }
            rowsLeft = max(rowsLeft ?? 0, MarkdownSource.mostCells / columns)
        } else if MarkdownSource.isBlank(line) {
            rowsLeft = nil
        } else if let rows = rowsLeft {
            rowsLeft = rows - 1
            if rows == 0 {
                rowsLeft = nil
                isAltered = true
                tamed.append(UInt8(ascii: "\n"))
            }
        }
        return line
    }

    /// How many columns a table has that this line may begin, with the line before it: `| --- | :-: |`.
    private static func columns(ofDelimiterRow line: ArraySlice<UInt8>) -> Int? {
        var bars = 0
        var marks = 0
        for byte in line {
            switch byte {
            case UInt8(ascii: "|"): bars += 1
            case UInt8(ascii: "-"), UInt8(ascii: ":"): marks += 1
            case UInt8(ascii: " "), UInt8(ascii: ">"), 0x09...0x0D: break
            default: return nil
            }
        }
        return bars > 0 && marks > 0 || line.contains(UInt8(ascii: ":")) && marks > 1 ? bars + 1 : nil
    }

    /// Whether the definitions of links are so long, and the brackets that may use them so many, that they are text.
    private static func expandsTooFar(_ source: [UInt8]) -> Bool {
        var (uses, longest, start, isLineEmpty) = (0, 0, Int?.none, true)
        for (index, byte) in source.enumerated() {
            let isDefinition = byte == UInt8(ascii: ":") && index > 0 && source[index - 1] == UInt8(ascii: "]")
            let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            if let begun = start { longest = max(longest, index - begun) }
            if isDefinition { start = index } else if isLineEnd && isLineEmpty { start = nil }
            isLineEmpty = isLineEnd || isLineEmpty && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"))
            if byte == UInt8(ascii: "]") { uses += 1 }
        }
        return longest * uses > mostExpanded
    }

    private mutating func tamingLinkEnds(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard linkEndsAreTooMany, let result = linkEnds.taming(line) else { return line }
        isAltered = true
        return result
    }

    /// Makes text of what would be definitions.
    private mutating func tamingDefinitions(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard definitionsAreText else { return line }
        var result: [UInt8] = []
        var isEscaped = false
        for (index, byte) in zip(line.indices, line) {
            if byte == UInt8(ascii: "]"), !isEscaped, index + 1 < line.endIndex, line[index + 1] == UInt8(ascii: ":") {
                result.append(UInt8(ascii: "\\"))
                isAltered = true
            }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            result.append(byte)
        }
        return result[...]
    }

    /// Escapes the dot of each `www.` and the colon of each `://` beyond the limit, and a bracket of each so many.
    private mutating func tamingLinks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard line.count > 4 * MarkdownSource.mostLinksInWord else { return line }
        var result: [UInt8] = []
        var (inWord, addresses, letters, brackets) = (0, 0, 0, 0)
        for (index, byte) in zip(line.indices, line) {
            if byte == UInt8(ascii: ":"), line[index...].starts(with: "://".utf8) {
                addresses += 1
                if addresses > MarkdownSource.mostLinksInWord { result.append(UInt8(ascii: "\\")) }
            }
            if byte == UInt8(ascii: ".") && letters >= 3 {
                inWord += 1
                if inWord > MarkdownSource.mostLinksInWord { result.append(UInt8(ascii: "\\")) }
            }
            if byte == UInt8(ascii: ")") {
                brackets += 1
                if brackets % (2 * MarkdownSource.mostLinksInWord) == 0 { result.append(UInt8(ascii: "\\")) }
            }
            letters = byte | 0x20 == UInt8(ascii: "w") ? letters + 1 : 0
            if byte <= UInt8(ascii: " ") { (inWord, addresses) = (0, 0) }
            result.append(byte)
        }
        guard result.count > line.count else { return line }
        isAltered = true
        return result[...]
    }

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
