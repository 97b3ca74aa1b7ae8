import CGIKit

/// A comment's place in a discussion: the IDs from the top-level comment down to itself, as text that sorts in the
/// order of the page.
///
/// Each ID is written in base 36 after its number of digits (`1a`; `2zz` is longer and so sorts later), so that the
/// text of one ID is never the beginning of another's.
public struct CommentPath: Equatable, Sendable {
    /// The stored text, at most 64 bytes.
    public let text: String
    /// 0 for a comment on the post itself.
    public let depth: Int

    /// How many levels of replies are shown. A reply to a comment of the last level is shown next to it.
    public static var levels: Int { 3 }

    /// The path of a new comment.
    ///
    /// - Parameters:
    ///   - id: The comment's number, above 0.
    ///   - parent: The comment that it replies to; nil for a comment on the post itself.
    @export(interface) public init(_ id: Int64, under parent: CommentPath? = nil) {
        let segment = CommentPath.segment(id)
        guard let parent else {
            self.init(text: segment, depth: 0)
            return
        }
        let depth = min(parent.depth + 1, CommentPath.levels - 1)
        self.init(text: parent.prefix(depth) + segment, depth: depth)
    }

    /// Reads a path of the database or of a URL; nil if the text is not one.
    @export(interface) public init?(_ text: String) {
        guard text.utf8.count <= 64, let count = text.withBytes(CommentPath.segmentCount), count > 0 else { return nil }
        self.init(text: text, depth: count - 1)
    }

    /// The first of the paths from the thread's first comment down to this that does not come before a place; this, if all
    /// others do.
    func outermost(from place: String) -> CommentPath {
        for count in 0..<depth {
            let text = prefix(count + 1)
            if !text.utf8.lexicographicallyPrecedes(place.utf8) { return CommentPath(text: text, depth: count) }
        }
        return self
    }

    private init(text: String, depth: Int) {
        self.text = text
        self.depth = depth
    }

    private static func segment(_ id: Int64) -> String {
        precondition(id > 0)
        let digits = String(id, radix: 36)
        return String(digits.utf8.count, radix: 36) + digits
    }

    /// The text of the first ids.
    private func prefix(_ count: Int) -> String {
        text.withBytes { bytes in
            var end = 0
            for _ in 0..<count { end = CommentPath.end(ofSegmentAt: end, in: bytes) ?? end }
            return String(utf8: UnsafeBufferPointer(rebasing: bytes[..<end]))
        }
    }

    /// How many ids there are; nil if this is no path.
    private static func segmentCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var (count, start) = (0, 0)
        while start < bytes.count {
            guard let end = end(ofSegmentAt: start, in: bytes) else { return nil }
            (count, start) = (count + 1, end)
        }
        return count
    }

    private static func end(ofSegmentAt start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let length = digit(bytes[start]), length > 0, start + length < bytes.count else { return nil }
        for index in (start + 1)...(start + length) where digit(bytes[index]) == nil { return nil }
        return start + length + 1
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 10
        default: nil
        }
    }
}
