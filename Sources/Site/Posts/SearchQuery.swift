import CGIKit

/// What somebody looks for, as FTS5 takes it. Everything is quoted, so nothing that is typed can be FTS5's own syntax; what
/// people expect of a search is understood: all words must be there, "words in quotes" next to each other, and
/// `begin*` is a beginning.
public struct SearchQuery {
    /// The most words or phrases; more are left out.
    private static var mostTerms: Int { 12 }
    /// The most words in all of them, as the index counts (``FullTextSearch/standsAlone(_:)``): each costs a walk through it.
    private static var mostWords: Int { 32 }
    /// Shorter beginnings are those of too many words.
    private static var leastPrefix: Int { 3 }

    /// The right side of `MATCH`.
    let match: String
    /// How many words of a text show what was found. Of those that are one letter each it takes more.
    let excerptLength: Int
    /// Whether a beginning was too short for one, so that it is looked for as a word.
    public let hasShortBeginning: Bool

    /// - Returns: nil if there is nothing to look for.
    @export(interface) public init?(_ text: String) {
        var terms: [String] = []
        var wordsLeft = SearchQuery.mostWords
        var hasShortBeginning = false
        for term in SearchQuery.terms(UnicodeForm.composed(text)) where terms.count < SearchQuery.mostTerms {
            if let term = SearchQuery.quoted(term, &wordsLeft, &hasShortBeginning) { terms.append(term) }
        }
        guard !terms.isEmpty else { return nil }
        self.hasShortBeginning = hasShortBeginning
        match = terms.joined(separator: " ")
        excerptLength = match.unicodeScalars.contains { FullTextSearch.standsAlone($0) } ? 64 : 32
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
    private static func quoted(
        _ term: String.UnicodeScalarView, _ wordsLeft: inout Int, _ hasShortBeginning: inout Bool
    ) -> String? {
        // It has no quotation marks left, which would have to be doubled.
        var quoted = "\""
        var hasWord = false
        // Of the word at the end, if it is none of one letter.
        var letters = 0
        var stem = term
        while stem.last == "*" { stem.removeLast() }
        for scalar in stem {
            if isWord(scalar), !isMark(scalar) {
                let standsAlone = FullTextSearch.standsAlone(scalar)
                if standsAlone || letters == 0 {
                    guard wordsLeft > 0 else { return hasWord ? quoted + "\"" : nil }
                    wordsLeft -= 1
                    hasWord = true
                }
                letters = standsAlone ? 0 : letters + 1
            } else if !isMark(scalar) {
                letters = 0
            }
            quoted.unicodeScalars.append(scalar)
        }
        guard hasWord else { return nil }
        guard term.last == "*", letters > 0 else { return quoted + "\"" }
        guard letters >= leastPrefix else {
            hasShortBeginning = true
            return quoted + "\""
        }
        return quoted + "\"*"
    }

    /// Accents and vowels that are written at a letter; in half width they are letters to Unicode.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: scalar == "\u{FF9E}" || scalar == "\u{FF9F}"
        }
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
