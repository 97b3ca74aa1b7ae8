/// Text out of HTML.
enum HTMLText {
    /// Without comments and tags, with single blanks, and characters for entities (markupsafe's `striptags`).
    static func withoutTags(_ html: String) -> String {
        let withoutComments = without(Array(html.utf8), from: "<!--", through: "-->")
        let text = without(withoutComments, from: "<", through: ">")
        let words = Text.words(String(utf8: text))
        return HTMLEntities.unescaped(words.joined(separator: " "))
    }

    /// Without all parts that begin and end so; what does not end is kept. What is left of two parts may make another.
    private static func without(_ bytes: [UInt8], from open: StaticString, through close: StaticString) -> [UInt8] {
        let open = Array(open.description.utf8)
        let close = Array(close.description.utf8)
        var bytes = bytes
        var searchStart = 0
        while let start = Text.find(open, in: bytes, from: searchStart),
            let end = Text.find(close, in: bytes, from: start)
        {
            bytes.removeSubrange(start..<(end + close.count))
            searchStart = max(0, start - open.count + 1)
        }
        return bytes
    }
}
