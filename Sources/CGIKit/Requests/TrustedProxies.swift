import CSystem

/// The reverse proxies that are believed about the client's IP address and scheme. By default there are none, because
/// anyone can send an `X-Forwarded-For`.
public struct TrustedProxies {
    private let networks: [Network]

    /// No proxies: forwarded headers are ignored.
    public static var none: TrustedProxies { TrustedProxies(networks: []) }

    private init(networks: [Network]) { self.networks = networks }

    /// - Parameter list: IPv4 and IPv6 addresses and networks, separated by commas, spaces or tabs: `127.0.0.1,
    ///   10.0.0.0/8, ::1`.
    /// - Throws: A ``ConfigurationError`` that names the first entry that is neither.
    @export(interface) public init(_ list: String) throws(ConfigurationError) {
        var networks: [Network] = []
        for entry in list.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }) {
            guard let network = Network(String(entry)) else {
                throw ConfigurationError(
                    "\"\(entry)\" is not an IP address or network, such as 192.0.2.1 or 10.0.0.0/8.")
            }
            networks.append(network)
        }
        self.networks = networks
    }

    func contains(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }

    var isEmpty: Bool { networks.isEmpty }

    /// Follows `X-Forwarded-For` from the nearest hop outwards, as long as trusted proxies vouch for the next one.
    func client(peer: String, forwardedFor: String?) -> String {
        guard let forwardedFor, let address = IPAddress(peer), contains(address) else { return peer }
        var client = peer
        for hop in forwardedFor.split(separator: ",").reversed() {
            guard let (text, address) = IPAddress.fromForwarded(hop) else { break }
            client = text
            if !contains(address) { break }
        }
        return client
    }
}

/// An address range: the addresses that agree with `address` in the first `prefix` bits.
private struct Network {
    private let address: IPAddress
    private let prefix: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(parts[0])) else { return nil }
        let width = parts[0].utf8.contains(UInt8(ascii: ":")) ? 128 : 32
        var length = width
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
                let number = Int(String(parts[1])), number <= width
            else { return nil }
            length = number
        }
        self.address = address
        prefix = 128 - width + length
    }

    func contains(_ other: IPAddress) -> Bool {
        let difference = (address.high ^ other.high, address.low ^ other.low)
        // Smart shifts: by 64 gives 0.
        return prefix <= 64
            ? difference.0 >> (64 - prefix) == 0
            : difference.0 == 0 && difference.1 >> (128 - prefix) == 0
    }
}

/// An IPv6 address, or an IPv4 address as the IPv6 address that stands for it (RFC 4291, section 2.5.5.2).
public struct IPAddress: Equatable {
    let high: UInt64
    let low: UInt64

    /// Reads an address as `inet_pton` does; nil for anything else, also an address with brackets, port or zone.
    @export(interface) public init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        // Strings with NUL bytes are cut short in C.
        guard !text.utf8.contains(0) else { return nil }
        if inet_pton(AF_INET6, text, &bytes) == 1 {
            high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
            low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
        } else if inet_pton(AF_INET, text, &bytes) == 1 {
            high = 0
            low = 0xFFFF_0000_0000 | bytes[..<4].reduce(0) { $0 << 8 | UInt64($1) }
        } else {
            return nil
        }
    }

    /// Its name in DNS for reverse lookup, always that of an IPv6 address (RFC 3596, section 2.5).
    public var reverseName: String {
        var name: [UInt8] = []
        for digit in Hex.encode(bytes).utf8.reversed() {
            name.append(digit)
            name.append(UInt8(ascii: "."))
        }
        return String(decoding: name, as: UTF8.self) + "ip6.arpa"
    }

    /// What belongs to one customer: an IPv4 address, or the /64 network of an IPv6 address, in a form that is the same however
    /// the address was written.
    public var customer: String {
        if high == 0, low >> 32 == 0xFFFF { return bytes[12...].map { String($0) }.joined(separator: ".") }
        let groups = stride(from: UInt64(48), through: 0, by: -16).map { String(high >> $0 & 0xFFFF, radix: 16) }
        return groups.joined(separator: ":") + "::/64"
    }

    private var bytes: [UInt8] {
        [high, low].flatMap { half in
            stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> $0) }
        }
    }

    /// One hop of `X-Forwarded-For`: an address, perhaps in brackets or with a port.
    static func fromForwarded(_ hop: Substring) -> (text: String, address: IPAddress)? {
        var text = String(hop.drop { $0 == " " || $0 == "\t" })
        while text.utf8.last == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: "\t") { text.removeLast() }
        if text.utf8.first == UInt8(ascii: "["), let end = text.firstIndex(of: "]") {
            text = String(text[text.index(after: text.startIndex)..<end])
        } else if text.utf8.filter({ $0 == UInt8(ascii: ":") }).count == 1, let colon = text.firstIndex(of: ":") {
            text = String(text[..<colon])
        }
        return IPAddress(text).map { (text, $0) }
    }
}
