/// Domain names in the two ways to write them (RFC 5890, section 2.3.2.1).
public enum EmailDomain {
    /// As the DNS has it, in lower case: `xn--mnchen-3ya.example`. Nil if there is no such form.
    @export(interface) public static func ascii(_ domain: String) -> String? {
        joined(domain) { label in asciiLabel(label).map { $0.map { Unicode.Scalar($0) } } }
    }

    /// As people write it, in lower case: `münchen.example`. Nil if there is no such form.
    @export(interface) public static func unicode(_ domain: String) -> String? {
        joined(domain) { label in
            guard label.starts(with: "xn--".unicodeScalars) else { return label }
            let bytes = label.compactMap { UInt8(exactly: $0.value) }
            guard bytes.count == label.count, let decoded = Punycode.decoded(bytes[4...]),
                asciiLabel(decoded).map({ $0 == bytes }) ?? false
            else { return nil }
            return decoded
        }
    }

    private static func joined(
        _ domain: String, _ convert: ([Unicode.Scalar]) -> [Unicode.Scalar]?
    ) -> String? {
        // The DNS has none that is longer, and Punycode's work grows with the square of a label.
        guard domain.utf8.count <= 4 * 253, let labels = foldedLabels(domain) else { return nil }
        var text = String.UnicodeScalarView()
        for (index, label) in labels.enumerated() {
            guard let converted = convert(label) else { return nil }
            if index > 0 { text.append(".") }
            text.append(contentsOf: converted)
        }
        return String(text)
    }
}
