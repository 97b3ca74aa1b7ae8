/// Whether a URL's host is an IP address or a domain name as WTForms' `HostnameValidation` wants it: labels of letters, digits,
/// `_` and inner hyphens, and at the end something like `org` or `xn--p1ai`.
func isWebHost(_ host: String, requiresTLD: Bool, allowsIP: Bool) -> Bool {
    if allowsIP, isIPv4Address(host) || isIPv6Address(host) { return true }
    // Long hosts are refused before their characters are looked at: the DNS form is never shorter.
    guard host.unicodeScalars.count <= 253, let labels = asciiLabels(host),
        labels.reduce(labels.count - 1, { $0 + $1.count }) <= 253
    else {
        return false
    }
    guard labels.allSatisfy({ 1...63 ~= $0.count && isHostLabel($0) }) else { return false }
    return !requiresTLD || labels.count >= 2 && isTopLevel(labels[labels.count - 1])
}

/// The labels after Python's `idna` codec (IDNA 2003), in lower case.
private func asciiLabels(_ host: String) -> [[UInt8]]? {
    if host.utf8.allSatisfy({ $0 < 0x80 }) {
        return host.lowercased().utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map {
            Array($0)
        }
    }
    guard !host.unicodeScalars.contains(where: { isProhibited($0) }) else { return nil }
    // Joiners and a Mongolian hyphen are dropped, beside what is dropped anyway.
    let shown = String(
        String.UnicodeScalarView(host.unicodeScalars.filter { !(0x200C...0x200D ~= $0.value) && $0.value != 0x1806 }))
    guard let labels = foldedLabels(shown) else { return nil }
    var ascii: [[UInt8]] = []
    for label in labels {
        let isASCII = label.allSatisfy { $0.isASCII }
        guard isASCII || !label.starts(with: "xn--".unicodeScalars) && DomainLabel(scalars: label).isInOneDirection,
            let encoded = asciiLabel(label)
        else { return nil }
        ascii.append(encoded)
    }
    return ascii
}

/// RFC 3454, appendix C, but for characters that are dropped before (appendix B.1).
private func isProhibited(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x7F, 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF: return false
    case 0x340, 0x341, 0x2FF0...0x2FFB, 0xFFF9...0xFFFD: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
    default: return scalar.properties.isNoncharacterCodePoint
    }
}

/// The pattern `(xn-|[a-z0-9_]+)(-[a-z0-9_-]+)?`.
private func isHostLabel(_ label: [UInt8]) -> Bool {
    guard label.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }),
        label.first != UInt8(ascii: "-")
    else { return false }
    guard let hyphen = label.firstIndex(of: UInt8(ascii: "-")) else { return true }
    return hyphen + 1 < label.count || label.map { $0 | 0x20 }.elementsEqual("xn-".utf8)
}

/// The pattern `[a-z]{2,20}|xn--([a-z0-9]+-)*[a-z0-9]+`.
private func isTopLevel(_ label: [UInt8]) -> Bool {
    if 2...20 ~= label.count, label.allSatisfy({ isLetter($0) }) { return true }
    guard label.starts(with: "xn--".utf8) else { return false }
    return label.dropFirst(4).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && $0.allSatisfy { isLetter($0) || isDigit($0) }
    }
}
