/// Where an address belongs: scheme, host and port, as Flask-WTF compares them. A port that is written differs from none,
/// even if it is the usual one.
struct Origin: Equatable {
    /// In lower case.
    private let scheme: [UInt8]
    /// In lower case.
    private let host: [UInt8]
    private let port: Int?

    /// The origin of an absolute address with a host; nil for any other.
    init?(_ address: String) {
        let bytes = Array(address.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
            return nil
        }
        scheme = bytes[..<colon].asciiLowercased()
        var authority = bytes[(colon + 3)...].prefix { !"/?#".utf8.contains($0) }
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
        // An IPv6 address has colons of its own, inside brackets.
        let hostEnd = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
        let portColon = authority[hostEnd...].firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
        host = authority[..<portColon].asciiLowercased()
        guard !scheme.isEmpty, !host.isEmpty, let port = Origin.port(authority[portColon...].dropFirst()) else {
            return nil
        }
        self.port = port
    }

    /// The number; nil inside for no digits, nil for no port number.
    private static func port(_ digits: ArraySlice<UInt8>) -> Int?? {
        if digits.isEmpty { return .some(nil) }
        guard digits.count <= 5, digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return nil
        }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return number <= 65535 ? .some(number) : nil
    }
}
