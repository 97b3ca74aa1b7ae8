import CCMark

/// The tags of a table. It scrolls by itself where it is wider than the page.
struct MarkdownTable {
    private var alignments: [UInt8] = []
    private var column = 0
    private var isHeader = false
    private var cell = "td"

    mutating func open(_ table: MarkdownNode) -> String {
        alignments = table.alignments
        // With the keyboard, too: what scrolls must be reached.
        return "<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">\n<table>\n"
    }

    func close() -> String { "</table>\n</div>\n" }

    mutating func openRow(_ row: MarkdownNode) -> String {
        column = 0
        isHeader = row.isHeaderRow
        return isHeader ? "<thead>\n<tr>\n" : "<tr>\n"
    }

    func closeRow(_ row: MarkdownNode) -> String {
        switch (row.isHeaderRow, row.isLast) {
        case (true, true): "</tr>\n</thead>\n"
        case (true, false): "</tr>\n</thead>\n<tbody>\n"
        case (false, true): "</tr>\n</tbody>\n"
        case (false, false): "</tr>\n"
        }
    }

    mutating func openCell(_ node: MarkdownNode) -> String {
        let alignment = column < alignments.count ? alignments[column] : 0
        column += 1
        // A heading without words would be read as one.
        let isHeading = isHeader && node.hasChildren
        cell = isHeading ? "th" : "td"
        let scope = isHeading ? " scope=\"col\"" : ""
        switch alignment {
        case UInt8(ascii: "l"): return "<\(cell)\(scope) class=\"left\">"
        case UInt8(ascii: "c"): return "<\(cell)\(scope) class=\"center\">"
        case UInt8(ascii: "r"): return "<\(cell)\(scope) class=\"right\">"
        default: return "<\(cell)\(scope)>"
        }
    }

    func closeCell() -> String { "</\(cell)>\n" }
}
