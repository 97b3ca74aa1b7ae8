/// The syntax of e-mail addresses as the Python package email-validator 2 has it: RFC 5321's dot-atom form and RFC 6531's
/// international one; no quoted local parts, comments, display names or IP addresses.
struct EmailSyntax {
    var allowsSMTPUTF8 = true
    var allowsEmptyLocal = false
    /// Whether the domain `test` is accepted.
    var isTestEnvironment = false

    /// Throws what is wrong with an address, in email-validator's words.
    func check(_ address: String) throws(EmailSyntaxError) {
        // No message is made of the characters of an address that is far too long.
        guard address.utf8.count <= 4 * 254 else { throw EmailSyntaxError("The email address is too long.") }
        let (local, domain) = try split(address)
        try checkLocalPart(local)
        let asciiDomainLength = try DomainSyntax(isTestEnvironment: isTestEnvironment).check(domain)
        try checkLength(address, local, asciiDomainLength)
    }

    private func split(_ address: String) throws(EmailSyntaxError) -> (local: String, domain: String) {
        let scalars = address.unicodeScalars
        if scalars.first == "\"", let close = closingQuote(of: address) {
            guard scalars[close...].dropFirst().first == "@" else {
                throw EmailSyntaxError("An email address must have an @-sign.")
            }
            throw EmailSyntaxError("Quoting the part before the @-sign is not allowed here.")
        }
        guard let special = scalars.firstIndex(where: { $0 == "@" || $0 == "<" }) else {
            if scalars.contains("\u{FF20}") {
                throw EmailSyntaxError(
                    "The email address has the \"full-width\" at-sign (@) character instead of a regular at-sign.")
            }
            if scalars.contains("\u{FE6B}") {
                throw EmailSyntaxError(
                    "The email address has the \"small commercial at\" character instead of a regular at-sign.")
            }
            throw EmailSyntaxError("An email address must have an @-sign.")
        }
        if scalars[special] == "<" {
            throw EmailSyntaxError(
                "A display name and angle brackets around the email address are not permitted here.")
        }
        return (String(scalars[..<special]), String(scalars[special...].dropFirst()))
    }

    private func closingQuote(of address: String) -> String.UnicodeScalarView.Index? {
        let scalars = address.unicodeScalars
        var index = scalars.index(after: scalars.startIndex)
        while index < scalars.endIndex {
            if scalars[index] == "\"" { return index }
            if scalars[index] == "\\" { index = scalars.index(after: index) }
            if index < scalars.endIndex { index = scalars.index(after: index) }
        }
        return nil
    }

    /// RFC 5322, section 3.2.3; RFC 6531, section 3.3. The length is not limited to 64, as it is not in practice.
    private func checkLocalPart(_ local: String) throws(EmailSyntaxError) {
        if local.isEmpty {
            if allowsEmptyLocal { return }
            throw EmailSyntaxError("There must be something before the @-sign.")
        }
        let scalars = local.unicodeScalars
        let isASCII = scalars.allSatisfy { $0.isASCII }
        let hasProperDots = local.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty }
        let strange = scalars.filter { !($0 == "." || isAtomCharacter($0) || !$0.isASCII) }
        if strange.isEmpty, hasProperDots {
            if isASCII { return }
            if !allowsSMTPUTF8 {
                throw EmailSyntaxError(
                    "Internationalized characters before the @-sign are not supported: "
                        + listed(scalars.filter { !$0.isASCII }) + ".")
            }
            return try checkSafety(local)
        }
        if !strange.isEmpty {
            throw EmailSyntaxError(
                "The email address contains invalid characters before the @-sign: " + listed(strange) + ".")
        }
        try checkDots(
            scalars.split(separator: ".", omittingEmptySubsequences: false).map { Array($0) }, isHostname: false,
            start: "An email address cannot start with a ",
            end: "An email address cannot have a ", afterEnd: " immediately before the @-sign.")
    }

    /// RFC 5321, section 4.5.3.1.3 with its errata: 254 octets, also with the domain as the DNS has it.
    private func checkLength(_ address: String, _ local: String, _ domainLength: Int) throws(EmailSyntaxError) {
        let excess = address.utf8.count - 254
        if excess > 0, address.utf8.count == address.unicodeScalars.count {
            throw EmailSyntaxError(
                "The email address is too long (\(excess) character\(excess > 1 ? "s" : "") too many).")
        }
        guard max(address.utf8.count, local.utf8.count + 1 + domainLength) <= 254 else {
            throw EmailSyntaxError("The email address is too long.")
        }
    }

    private func isAtomCharacter(_ scalar: Unicode.Scalar) -> Bool {
        guard let byte = UInt8(exactly: scalar.value) else { return false }
        return isLetter(byte) || isDigit(byte) || "_!#$%&'*+-/=?^`{|}~".utf8.contains(byte)
    }
}

/// What is wrong with an address, in a sentence.
struct EmailSyntaxError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
