/// A place in a list of posts. Lists continue from the last post seen, so that the thousandth page costs what the first
/// does, and a new post moves nothing from one page to the next.
public struct PostCursor: Equatable {
    /// The post's time in the list's order, in seconds since 1970.
    let seconds: Int64
    let id: Int64

    /// Before the newest of all.
    static var start: PostCursor { PostCursor(seconds: .max, id: .max) }

    init(seconds: Int64, id: Int64) {
        self.seconds = seconds
        self.id = id
    }

    /// Reads `SECONDS-ID`, as ``text`` writes it; nil for anything else.
    @export(interface) public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2, let seconds = PostID.read(parts[0]), let id = PostID.read(parts[1]) else { return nil }
        self.init(seconds: seconds, id: id)
    }

    /// `SECONDS-ID`, for a query string.
    public var text: String { "\(seconds)-\(id)" }
}

/// The numbers of posts in URLs.
public enum PostID {
    /// The number of `12-the-title` or of `12`; nil if there is none, or it has a sign or leading zeros.
    public static func read(key: String) -> Int64? { read(key.utf8.prefix { $0 != UInt8(ascii: "-") }) }

    /// Plain decimal digits, with no sign and no zeros before them: one number has one address.
    @export(interface) static func read(_ digits: Substring.UTF8View) -> Int64? {
        guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self))
    }
}
