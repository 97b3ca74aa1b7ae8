/// The syntax of the domain in an e-mail address: RFC 1123, internationalized by IDNA 2008.
struct DomainSyntax {
    let isTestEnvironment: Bool

    /// Throws what is wrong with a domain; answers the length in octets of the name that the DNS has.
    func check(_ domain: String) throws(EmailSyntaxError) -> Int {
        let excess = domain.unicodeScalars.count - 253
        if excess > 0 { throw tooLong("The email address is too long after the @-sign", excess) }
        if domain.utf8.first == UInt8(ascii: "[") {
            throw EmailSyntaxError("A bracketed IP address after the @-sign is not allowed here.")
        }
        if domain.isEmpty { throw EmailSyntaxError("There must be something after the @-sign.") }
        let strange = domain.unicodeScalars.filter { $0.isASCII && !isHostCharacter($0) }
        guard strange.isEmpty else { throw invalidCharacters(strange) }
        try checkSafety(domain)
        guard let labels = foldedLabels(domain), labels.joined().allSatisfy({ !$0.isASCII || isHostCharacter($0) })
        else { throw invalidCharacters(domain.unicodeScalars.filter { !$0.isASCII }) }
        try checkDots(
            labels, isHostname: true, start: "An email address cannot have a ",
            afterStart: " immediately after the @-sign.", end: "An email address cannot end with a ", afterEnd: ".")
        let names = try asciiLabels(labels)
        try checkHierarchy(names)
        return names.reduce(names.count - 1) { $0 + $1.count }
    }

    private func asciiLabels(_ labels: [[Unicode.Scalar]]) throws(EmailSyntaxError) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var decoded: [DomainLabel] = []
        for label in labels {
            guard let name = asciiLabel(label) else { throw invalidIDNA }
            let isPunycode = name.starts(with: "xn--".utf8) && label.count == name.count
            if !isPunycode, label.count > 3, label[2] == "-", label[3] == "-" {
                throw EmailSyntaxError(
                    "An email address cannot have two letters followed by two dashes immediately after the @-sign"
                        + " or after a period, except Punycode.")
            }
            if name.count > 63 {
                throw tooLong(
                    "After the @-sign, periods cannot be separated by so many characters", name.count - 63)
            }
            names.append(name)
            guard let original = isPunycode ? Punycode.decoded(name[4...]) : label else { throw invalidIDNA }
            decoded.append(DomainLabel(scalars: original))
        }
        guard names.contains(where: { $0.starts(with: "xn--".utf8) }) else { return names }
        guard decoded.allSatisfy({ $0.isValid }) else { throw invalidIDNA }
        // One label from right to left puts all under the rule.
        if decoded.contains(where: { $0.isRightToLeft }), !decoded.allSatisfy({ $0.followsBidiRule }) {
            throw invalidIDNA
        }
        return names
    }

    /// What email-validator calls globally deliverable: not a single label, not an IP address, no name reserved for other uses.
    private func checkHierarchy(_ labels: [[UInt8]]) throws(EmailSyntaxError) {
        let length = labels.reduce(labels.count - 1) { $0 + $1.count }
        if length > 253 { throw tooLong("The email address is too long after the @-sign", length - 253) }
        let top = labels[labels.count - 1]
        let isTest = isTestEnvironment && top.elementsEqual("test".utf8)
        if labels.count < 2, !isTest {
            throw EmailSyntaxError("The part after the @-sign is not valid. It should have a period.")
        }
        guard let last = top.last, isLetter(last) else {
            throw EmailSyntaxError("The part after the @-sign is not valid. It is not within a valid top-level domain.")
        }
        let reserved = ["arpa", "invalid", "local", "localhost", "onion", "test"]
        if !isTest, reserved.contains(where: { top.elementsEqual($0.utf8) }) {
            throw EmailSyntaxError(
                "The part after the @-sign is a special-use or reserved name that cannot be used with email.")
        }
    }

    private var invalidIDNA: EmailSyntaxError { EmailSyntaxError("The part after the @-sign is not valid IDNA.") }

    private func invalidCharacters(_ scalars: some Sequence<Unicode.Scalar>) -> EmailSyntaxError {
        EmailSyntaxError("The part after the @-sign contains invalid characters: " + listed(scalars) + ".")
    }

    private func tooLong(_ sentence: String, _ excess: Int) -> EmailSyntaxError {
        EmailSyntaxError(sentence + " (\(excess) character\(excess > 1 ? "s" : "") too many).")
    }

    private func isHostCharacter(_ scalar: Unicode.Scalar) -> Bool {
        guard let byte = UInt8(exactly: scalar.value), byte < 0x80 else { return false }
        return isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
