import CGIKit

extension Filter {
    /// Composes a text, and first shortens one that is far too long for its field, so that no check has more than a short text to
    /// look at, and the form does not show it all again. What is left is still too long, and is refused for that.
    ///
    /// - Parameter longest: code points of the composed text. One is made of four at most, of four bytes each.
    static func composed(_ longest: Int) -> Filter {
        .text { text in
            let most = 16 * longest
            guard text.utf8.count > most else { return UnicodeForm.composed(text) }
            // It has more code points than that.
            return String(text.unicodeScalars.prefix(4 * longest))
        }
    }
}
