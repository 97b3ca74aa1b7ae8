import CGIKit

/// Where the site is, for what is read elsewhere: `https://www.example.org`, without a slash at its end.
struct SiteOrigin {
    let text: String
    /// The host as mail names it: a name in ASCII, or an address in brackets (RFC 5321, section 4.1.3).
    let mailDomain: String

    /// Nil if it is no address that begins with `http://` or `https://` and a host.
    init?(_ text: String) {
        let scheme = text.hasPrefix("https://") ? 8 : text.hasPrefix("http://") ? 7 : 0
        guard scheme > 0 else { return nil }
        let text = text.hasSuffix("/") ? String(decoding: text.utf8.dropLast(), as: UTF8.self) : text
        let rest = text.utf8.dropFirst(scheme)
        guard !rest.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
        guard let domain = SiteOrigin.mailDomain(rest.prefix { $0 != UInt8(ascii: "/") }) else { return nil }
        self.text = text
        mailDomain = domain
    }

    private static func mailDomain(_ authority: Substring.UTF8View) -> String? {
        let host: Substring.UTF8View
        if authority.first == UInt8(ascii: "["), let end = authority.firstIndex(of: UInt8(ascii: "]")) {
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != UInt8(ascii: ":") }
        }
        let port = authority[host.endIndex...]
        guard port.isEmpty || port.first == UInt8(ascii: ":"), port.dropFirst().allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        let isIPv6 = host.first == UInt8(ascii: "[")
        let name = isIPv6 ? "[IPv6:\(Substring(host.dropFirst()))" : "\(Substring(host))"
        return EmailAddress(ofSite: "x@\(name)")?.domain
    }
}
