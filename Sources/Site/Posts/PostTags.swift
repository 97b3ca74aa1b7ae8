import CGIKit

/// The tags of a post, as people type them and as they are stored.
public enum PostTags {
    /// Lower case, each once, in the order typed: `Swift, #CGI swift` is `swift cgi`. Blanks and commas divide. What has far too
    /// many stays as it is: it is refused.
    static func normalized(_ text: String) -> String {
        read(text)?.joined(separator: " ") ?? text
    }

    static func validate(_ form: Form, _ field: Field) throws(ValidationError) {
        guard let tags = read(field.value.isNone ? "" : field.value.text) else {
            throw ValidationError(
                "A post can have at most \(PostLimits.tagCount) tags. You entered more than \(mostRead).")
        }
        guard tags.count <= PostLimits.tagCount else {
            throw ValidationError("A post can have at most \(PostLimits.tagCount) tags. You entered \(tags.count).")
        }
        for tag in tags {
            guard tag.unicodeScalars.count <= PostLimits.tagLength else {
                throw ValidationError("A tag cannot be longer than \(PostLimits.tagLength) characters.")
            }
            guard isTag(tag) else {
                throw ValidationError("A tag can contain letters, digits and the characters - _ . + #.")
            }
        }
    }

    /// Each tag is held against those before it: beyond as many nobody has to count.
    private static var mostRead: Int { 100 }

    /// The tags of a text, each once; nil if there are more than somebody can have meant.
    private static func read(_ text: String) -> [String]? {
        var tags: [String] = []
        var rest = UnicodeForm.lowercased(text).unicodeScalars[...]
        while let start = rest.firstIndex(where: { !divides($0) }) {
            let end = rest[start...].firstIndex(where: divides) ?? rest.endIndex
            let part = rest[start..<end]
            rest = rest[end...]
            let tag = String(String.UnicodeScalarView(part.first == "#" ? part.dropFirst() : part))
            if tag.isEmpty || tags.contains(where: { sameBytes($0, tag) }) { continue }
            guard tags.count < mostRead else { return nil }
            tags.append(tag)
        }
        return tags
    }

    private static func divides(_ scalar: Unicode.Scalar) -> Bool { scalar == "," || scalar.properties.isWhitespace }

    /// Whether a text can be a tag as it is stored.
    @export(interface) public static func isTag(_ tag: String) -> Bool {
        var hasWord = false
        for scalar in tag.unicodeScalars {
            // A tag with one would look like another, or like none.
            if VisibleText.isUnseen(scalar) { return false }
            switch scalar.properties.generalCategory {
            case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
                hasWord = true
            case .nonspacingMark, .spacingMark: break
            default: guard "-_.+#".unicodeScalars.contains(scalar) else { return false }
            }
        }
        return hasWord && tag.utf8.elementsEqual(UnicodeForm.lowercased(tag).utf8)
    }
}
