/// What somebody looks for, as FTS5 takes it. Everything is quoted, so nothing that is typed can be FTS5's own syntax; what
/// people expect of a search is understood: all words must be there, "words in quotes" next to each other, and
/// `begin*` is a beginning.
public struct SearchQuery {
    /// The most words or phrases; more are left out.
    private static var mostTerms: Int { 12 }
    /// Shorter beginnings are those of too many words.
    private static var leastPrefix: Int { 3 }

    /// The right side of `MATCH`.
    let match: String

    /// - Returns: nil if there is nothing to look for.
    @export(interface) public init?(_ text: String) {
        var terms: [String] = []
        for term in SearchQuery.terms(text) where terms.count < SearchQuery.mostTerms {
            if let term = SearchQuery.quoted(term) { terms.append(term) }
        }
        guard !terms.isEmpty else { return nil }
        match = terms.joined(separator: " ")
    }

    /// The text divided at blanks, and at quotation marks, between which blanks do not count.
    private static func terms(_ text: String) -> [String.UnicodeScalarView] {
        var terms: [String.UnicodeScalarView] = []
        var term = String.UnicodeScalarView()
        var isQuoted = false
        for scalar in text.unicodeScalars {
            let isMark = scalar == "\"" || scalar == "“" || scalar == "”" || scalar == "„"
            if isMark || scalar.properties.isWhitespace && !isQuoted {
                terms.append(term)
                term = String.UnicodeScalarView()
            } else {
                term.append(scalar)
            }
            if isMark { isQuoted.toggle() }
        }
        terms.append(term)
        return terms
    }

    /// Nil for a term of signs only, in which FTS5 finds no word.
    private static func quoted(_ term: String.UnicodeScalarView) -> String? {
        let words = term.filter { isWord($0) }.count
        guard words > 0 else { return nil }
        // It has no quotation marks left, which would have to be doubled.
        let quoted = "\"\(String(term))\""
        return term.last == "*" && words >= leastPrefix ? quoted + "*" : quoted
    }

    /// Letters and digits, as the tokenizer unicode61 has them.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            true
        default: false
        }
    }
}
