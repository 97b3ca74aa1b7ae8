/// What the URL validator looks at in an address, taken apart as Python's `urllib.parse.urlparse` does it: tabs and line breaks
/// anywhere and whitespace before it are dropped.
struct SplitURL {
    /// In lower case; empty if there is none.
    let scheme: String
    /// In lower case, without brackets; empty if there is none.
    let host: String
    let hasUserInfo: Bool

    /// Nil where Python raises `ValueError`, also for the port.
    init?(_ text: String) {
        var bytes = text.utf8.drop { $0 <= 0x20 }.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }[...]
        var scheme: [UInt8] = []
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), SplitURL.isScheme(bytes[..<colon]) {
            scheme = bytes[..<colon].map { SplitURL.lowered($0) }
            bytes = bytes[(colon + 1)...]
        }
        self.scheme = String(decoding: scheme, as: UTF8.self)
        guard bytes.starts(with: "//".utf8) else {
            host = ""
            hasUserInfo = false
            return
        }
        let authority = bytes.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
        guard SplitURL.isUnambiguous(authority), SplitURL.hasProperBrackets(authority) else { return nil }

        let at = authority.lastIndex(of: UInt8(ascii: "@"))
        let user = at.map { authority[..<$0] } ?? []
        hasUserInfo = !user.isEmpty && !user.elementsEqual(":".utf8)
        let address = at.map { authority[($0 + 1)...] } ?? authority
        guard let (host, port) = SplitURL.hostAndPort(address), SplitURL.isPort(port) else { return nil }
        // A zone after `%` keeps its case.
        let name = host.prefix { $0 != UInt8(ascii: "%") }
        let zone = host.dropFirst(name.count)
        self.host = String(decoding: name, as: UTF8.self).lowercased() + String(decoding: zone, as: UTF8.self)
    }

    private static func hostAndPort(
        _ address: ArraySlice<UInt8>
    ) -> (host: ArraySlice<UInt8>, port: ArraySlice<UInt8>)? {
        var rest = address
        var host: ArraySlice<UInt8>
        if let open = address.firstIndex(of: UInt8(ascii: "[")) {
            host = address[(open + 1)...].prefix { $0 != UInt8(ascii: "]") }
            rest = address[host.endIndex...].dropFirst()
        } else {
            host = address.prefix { $0 != UInt8(ascii: ":") }
            rest = address[host.endIndex...]
        }
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return (host, []) }
        return (host, rest[(colon + 1)...])
    }

    private static func isPort(_ port: ArraySlice<UInt8>) -> Bool {
        guard port.allSatisfy(isDigit) else { return false }
        let digits = port.drop { $0 == UInt8(ascii: "0") }
        return digits.count <= 5 && digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 65535
    }

    private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, isLetter(first) else { return false }
        return bytes.allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
    }

    private static func hasProperBrackets(_ authority: ArraySlice<UInt8>) -> Bool {
        let open = authority.firstIndex(of: UInt8(ascii: "["))
        guard let open else { return !authority.contains(UInt8(ascii: "]")) }
        guard authority.contains(UInt8(ascii: "]")) else { return false }
        let host = authority[(open + 1)...].prefix { $0 != UInt8(ascii: "]") }
        if host.first == UInt8(ascii: "v") { return isFutureAddress(host.dropFirst()) }
        return isIPv6Address(String(decoding: host, as: UTF8.self))
    }

    /// `v1.anything` (RFC 3986, section 3.2.2), of which Python checks no more than this.
    private static func isFutureAddress(_ rest: ArraySlice<UInt8>) -> Bool {
        let version = rest.prefix { isHexDigit($0) }
        return !version.isEmpty && rest.dropFirst(version.count).first == UInt8(ascii: ".")
            && rest.count > version.count + 1
    }

    /// Whether no character turns into one of `/?#@:` under Unicode's compatibility normalization (NFKC).
    private static func isUnambiguous(_ authority: ArraySlice<UInt8>) -> Bool {
        guard authority.contains(where: { $0 >= 0x80 }) else { return true }
        return String(decoding: authority, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x2047...0x2049, 0x2100, 0x2101, 0x2105, 0x2106, 0x2A74, 0xFE13, 0xFE16, 0xFE55, 0xFE56, 0xFE5F,
                0xFE6B, 0xFF03, 0xFF0F, 0xFF1A, 0xFF1F, 0xFF20:
                false
            default: true
            }
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { isLetter(byte) ? byte | 0x20 : byte }
}

func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
