/// The part of a post's address that is for people to read.
public enum PostSlug {
    /// The title's letters and digits in lower case, with a hyphen for all between them.
    @export(interface) public static func make(_ title: String) -> String {
        var slug = ""
        var isAfterWord = false
        for scalar in title.lowercased().unicodeScalars {
            guard isWord(scalar) else {
                // What is written within a word, as in "don't", does not divide it.
                if scalar != "'" && scalar != "’" { isAfterWord = !slug.isEmpty }
                continue
            }
            guard slug.utf8.count + UTF8.width(scalar) < PostLimits.slugLength else { break }
            if isAfterWord { slug.unicodeScalars.append("-") }
            isAfterWord = false
            slug.unicodeScalars.append(scalar)
        }
        return slug
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber:
            true
        default: false
        }
    }
}
