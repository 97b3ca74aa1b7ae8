/// Whether text is four numbers from 0 to 255 without leading zeros (Python's `ipaddress.IPv4Address`).
func isIPv4Address(_ text: String) -> Bool {
    isIPv4Address(Array(text.utf8)[...])
}

private func isIPv4Address(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
        && parts.allSatisfy { part in
            (1...3).contains(part.count) && part.allSatisfy(isDigit)
                && (part.count == 1 || part.first != UInt8(ascii: "0"))
                && part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 255
        }
}

/// Whether text is an IPv6 address (RFC 4291, section 2.2), perhaps with a zone such as `%eth0` (Python's
/// `ipaddress.IPv6Address`).
func isIPv6Address(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard !bytes.contains(UInt8(ascii: "/")) else { return false }
    let zone = bytes.split(separator: UInt8(ascii: "%"), maxSplits: 1, omittingEmptySubsequences: false)
    if zone.count == 2, zone[1].isEmpty || zone[1].contains(UInt8(ascii: "%")) { return false }
    var groups = zone[0].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard groups.count >= 3 else { return false }
    if let last = groups.last, last.contains(UInt8(ascii: ".")) {
        guard isIPv4Address(last) else { return false }
        // The last four bytes are written as two groups' worth.
        groups.removeLast()
        groups += [[UInt8(ascii: "0")][...], [UInt8(ascii: "0")][...]]
    }
    guard groups.count <= 9 else { return false }
    let gaps = (1..<(groups.count - 1)).filter { groups[$0].isEmpty }
    guard gaps.count <= 1 else { return false }
    // An empty group at an end is half of the gap `::`.
    if groups[0].isEmpty { guard gaps == [1] else { return false } }
    if groups[groups.count - 1].isEmpty { guard gaps == [groups.count - 2] else { return false } }
    let written = groups.filter { !$0.isEmpty }
    guard gaps.isEmpty ? groups.count == 8 : written.count < 8 else { return false }
    return written.allSatisfy { $0.count <= 4 && $0.allSatisfy(isHexDigit) }
}
