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
        url = LinkDestination.encodingBrackets(PercentEncoding.encodeURI(text))
    }

    /// Brackets stand in a URI around the address of a host only (RFC 3986, section 3.2.2).
    private static func encodingBrackets(_ url: String) -> String {
        guard url.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) else { return url }
        let bytes = Array(url.utf8)
        let host = hostRange(bytes)
        var encoded: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "[") where !host.contains(index): encoded += "%5B".utf8
            case UInt8(ascii: "]") where !host.contains(index): encoded += "%5D".utf8
            default: encoded.append(byte)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// What stands between the two slashes behind the scheme, if there is one, and the path; empty if there is no host.
    private static func hostRange(_ bytes: [UInt8]) -> Range<Int> {
        let colon = bytes.firstIndex { ":/?#".utf8.contains($0) }
        let slashes = colon.map { bytes[$0] == UInt8(ascii: ":") ? $0 + 1 : $0 } ?? bytes.count
        let start = slashes + 2
        guard start <= bytes.count, bytes[slashes] == UInt8(ascii: "/"), bytes[slashes + 1] == UInt8(ascii: "/"),
            slashes == 0 || bytes[slashes - 1] == UInt8(ascii: ":")
        else { return 0..<0 }
        return start..<(bytes[start...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.count)
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
