import CGIKit

/// Where a link that somebody wrote leads: to a page of the web, of this site or of the page itself, or to a mail address.
///
/// What is allowed is listed, since what is dangerous cannot be: `javascript:`, `data:` and `vbscript:` have siblings in
/// every browser.
struct LinkDestination {
    /// As it stands in an address: encoded, but not yet escaped for HTML.
    let url: String

    /// - Parameter text: without Markdown's and HTML's escapes.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard 1...LinkDestination.longest ~= bytes.count else { return nil }
        // Browsers skip some of these, even within the name of a scheme.
        for byte in bytes where byte < 0x20 || byte == 0x7F { return nil }
        guard bytes[0] != UInt8(ascii: " "), LinkDestination.isAllowed(bytes) else { return nil }
        url = PercentEncoding.encodeURI(text)
    }

    /// A definition can be used by any number of links.
    private static var longest: Int { 2000 }

    private static func isAllowed(_ bytes: [UInt8]) -> Bool {
        guard let end = bytes.firstIndex(where: { ":/?#\\".utf8.contains($0) }), bytes[end] == UInt8(ascii: ":") else {
            return true
        }
        let scheme = String(decoding: bytes[..<end].map { $0 | 0x20 }, as: UTF8.self)
        return ["http", "https", "mailto"].contains(scheme)
    }
}
