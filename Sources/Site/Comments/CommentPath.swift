/// A comment's place among a post's: the ids from the first comment of its thread down to itself, as text that sorts in
/// the order of the page.
///
/// Each id is written in base 36 after its number of digits (`1a`, `2zz` is longer and so comes later): the text of one id
/// is never the beginning of another's.
public struct CommentPath: Equatable, Sendable {
    public let text: String

    /// How many levels of answers are told apart. An answer to a comment on the last one stands beside it.
    public static var levels: Int { 3 }

    /// - Parameter parent: what is answered; nil for a comment on the post itself.
    public init(_ id: Int64, under parent: CommentPath? = nil) {
        let segment = CommentPath.segment(id)
        guard let parent else {
            text = segment
            return
        }
        let segments = parent.segments
        text = segments.prefix(CommentPath.levels - 1).joined() + segment
    }

    /// Takes a path that was stored, or that an address holds; nil if the text is none.
    public init?(_ text: String) {
        self.text = text
        guard !text.isEmpty, text.utf8.count <= 64, !segments.isEmpty else { return nil }
    }

    /// 0 for a comment on the post itself.
    public var depth: Int { segments.count - 1 }

    /// The path of the thread's first comment.
    public var root: CommentPath { CommentPath(text: segments[0]) }

    private init(text: String) { self.text = text }

    private static func segment(_ id: Int64) -> String {
        precondition(id > 0)
        let digits = String(id, radix: 36)
        return String(digits.utf8.count, radix: 36) + digits
    }

    /// The ids' texts; none if this is no path.
    private var segments: [String] {
        let bytes = Array(text.utf8)
        var segments: [String] = []
        var start = 0
        while start < bytes.count {
            guard let length = CommentPath.digit(bytes[start]), length > 0, start + length < bytes.count,
                bytes[(start + 1)...(start + length)].allSatisfy({ CommentPath.digit($0) != nil })
            else { return [] }
            segments.append(String(decoding: bytes[start...(start + length)], as: UTF8.self))
            start += length + 1
        }
        return segments
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 10
        default: nil
        }
    }
}
