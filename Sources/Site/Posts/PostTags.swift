import CGIKit

/// The tags of a post, as people type them and as they are stored.
public enum PostTags {
    /// Lower case, each once, in the order typed: `Swift, #CGI swift` is `swift cgi`. Blanks and commas divide.
    static func normalized(_ text: String) -> String {
        var tags: [String] = []
        let lower = text.lowercased()
        for part in lower.unicodeScalars.split(whereSeparator: { $0 == "," || $0.properties.isWhitespace }) {
            let tag = String(String.UnicodeScalarView(part.first == "#" ? part.dropFirst() : part))
            if !tag.isEmpty, !tags.contains(where: { $0.utf8.elementsEqual(tag.utf8) }) { tags.append(tag) }
        }
        return tags.joined(separator: " ")
    }

    /// Of text that is normalized.
    static func validate(_ form: Form, _ field: Field) throws(ValidationError) {
        let tags = (field.value.isNone ? "" : field.value.text).split(separator: " ")
        guard tags.count <= PostLimits.tagCount else {
            throw ValidationError("A post can have \(PostLimits.tagCount) tags; these are \(tags.count).")
        }
        for tag in tags {
            guard tag.unicodeScalars.count <= PostLimits.tagLength else {
                throw ValidationError("A tag cannot be longer than \(PostLimits.tagLength) characters.")
            }
            guard isTag(String(tag)) else {
                throw ValidationError("A tag can have letters, digits and the signs - _ . + # in it.")
            }
        }
    }

    /// Whether a text can be a tag as it is stored.
    public static func isTag(_ tag: String) -> Bool {
        var hasWord = false
        for scalar in tag.unicodeScalars {
            // A tag with one would look like another, or like none.
            if WrittenText.isFiller(scalar) { return false }
            switch scalar.properties.generalCategory {
            case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
                hasWord = true
            case .nonspacingMark, .spacingMark: break
            default: guard "-_.+#".unicodeScalars.contains(scalar) else { return false }
            }
        }
        return hasWord && tag.utf8.elementsEqual(tag.lowercased().utf8)
    }
}
