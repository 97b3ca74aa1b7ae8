import CTables

/// Forms of text in which what is or looks the same has the same characters.
public enum UnicodeForm {
    /// Whether this program has all tables (CNoKeys, CNoLooks).
    public static var isComplete: Bool { unicode_folding.count > 0 && unicode_confusables.count > 0 }

    /// Canonical composition (NFC, UAX #15): the same text, however its accents were typed.
    @export(interface) public static func composed(_ text: String) -> String {
        isASCII(text) ? text : string(Normalization.composed(Array(text.unicodeScalars)))
    }

    /// Canonical decomposition (NFD), by characters.
    public static func decomposed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] { Normalization.decomposed(text) }

    /// NFKC_Casefold (Unicode, 3.13, D145): without regard to case, width and the like, and without default-ignorable characters.
    @export(interface) public static func caseFolded(_ text: String) -> String {
        if isASCII(text) { return lowercasedASCII(text) }
        return string(Normalization.composed(Normalization.mapped(seen(text), by: unicode_folding)))
    }

    /// Compatibility composition (NFKC) without default-ignorable characters; the case is kept.
    @export(interface) public static func compatible(_ text: String) -> String {
        if isASCII(text) { return text }
        return string(Normalization.composed(Normalization.mapped(seen(text), by: unicode_compatibility)))
    }

    /// In lower case (Unicode's mapping, without regard to language), and composed.
    @export(interface) public static func lowercased(_ text: String) -> String {
        isASCII(text) ? lowercasedASCII(text) : composed(text.lowercased())
    }

    /// The skeleton (UTS #39, section 4): texts that are taken for one another have the same. For comparing only, never to be shown.
    @export(interface) public static func skeleton(_ text: String) -> String {
        let prototypes = Normalization.mapped(
            Normalization.decomposed(Array(text.unicodeScalars)), by: unicode_confusables)
        return string(Normalization.decomposed(prototypes))
    }

    /// With runs of whitespace as single spaces, and none at the ends.
    @export(interface) public static func spaced(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isAfterSpace = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isAfterSpace = !result.isEmpty
            } else {
                if isAfterSpace { result.append(" ") }
                isAfterSpace = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

    private static func lowercasedASCII(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func seen(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(scalars)) }
}
