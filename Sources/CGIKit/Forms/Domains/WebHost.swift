/// Whether a URL's host is an IP address or a domain name as WTForms' `HostnameValidation` wants it: labels of letters, digits,
/// `_` and inner hyphens, and at the end something like `org` or `xn--p1ai`.
func isWebHost(_ host: String, requiresTLD: Bool, allowsIP: Bool) -> Bool {
    if allowsIP, isIPv4Address(host) || isIPv6Address(host) { return true }
    guard let labels = asciiLabels(host), labels.reduce(labels.count - 1, { $0 + $1.count }) <= 253 else {
        return false
    }
    guard labels.allSatisfy({ 1...63 ~= $0.count && isHostLabel($0) }) else { return false }
    return !requiresTLD || labels.count >= 2 && isTopLevel(labels[labels.count - 1])
}

/// The labels after Python's `idna` codec (IDNA 2003, with the characters of Unicode 3.2), in lower case.
private func asciiLabels(_ host: String) -> [[UInt8]]? {
    if host.utf8.allSatisfy({ $0 < 0x80 }) {
        return host.lowercased().utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map {
            Array($0)
        }
    }
    guard host.unicodeScalars.allSatisfy({ isInUnicode3($0) }), let labels = foldedLabels(host) else { return nil }
    var ascii: [[UInt8]] = []
    for label in labels {
        guard let encoded = asciiLabel(label) else { return nil }
        ascii.append(encoded)
    }
    return ascii
}

private func isInUnicode3(_ scalar: Unicode.Scalar) -> Bool {
    guard let age = scalar.properties.age, age.major < 3 || age.major == 3 && age.minor <= 2 else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator:
        return scalar.isASCII || scalar.value == 0xAD || scalar.value == 0x200B || scalar.value == 0x200C
            || scalar.value == 0x200D
    default: return true
    }
}

/// The pattern `(xn-|[a-z0-9_]+)(-[a-z0-9_-]+)?`.
private func isHostLabel(_ label: [UInt8]) -> Bool {
    guard label.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }),
        label.first != UInt8(ascii: "-")
    else { return false }
    guard let hyphen = label.firstIndex(of: UInt8(ascii: "-")) else { return true }
    return hyphen + 1 < label.count
}

/// The pattern `[a-z]{2,20}|xn--([a-z0-9]+-)*[a-z0-9]+`.
private func isTopLevel(_ label: [UInt8]) -> Bool {
    if 2...20 ~= label.count, label.allSatisfy({ isLetter($0) }) { return true }
    guard label.starts(with: "xn--".utf8) else { return false }
    return label.dropFirst(4).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && $0.allSatisfy { isLetter($0) || isDigit($0) }
    }
}
