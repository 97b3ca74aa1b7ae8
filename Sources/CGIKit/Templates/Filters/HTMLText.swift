/// Text out of HTML.
enum HTMLText {
    /// Without comments and tags, with single spaces, and characters for entities (markupsafe's `striptags`).
    static func withoutTags(_ html: String) -> String {
        let bytes = Array(html.utf8)
        let open = Array("<".utf8)
        var text: [UInt8] = []
        var position = 0
        while let start = Text.find(open, in: bytes, from: position), let end = partEnd(bytes, start) {
            text += bytes[position..<start]
            position = end
        }
        // What does not end is kept.
        text += bytes[position...]
        return HTMLEntities.unescaped(Text.words(String(utf8: text)).joined(separator: " "))
    }

    /// Where the comment or tag that begins at an offset is over; nil if it does not end.
    private static func partEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        let isComment = Text.matches(Array("<!--".utf8), bytes, start)
        let close = Array(isComment ? "-->".utf8 : ">".utf8)
        return Text.find(close, in: bytes, from: start + (isComment ? 4 : 0)).map { $0 + close.count }
    }
}
