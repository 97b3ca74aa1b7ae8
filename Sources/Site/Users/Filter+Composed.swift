import CGIKit

extension Filter {
    /// Composes text (NFC). Text that is far too long for its field is first cut, so that validators only process short text and
    /// the form does not show all of it again. The rest is still too long, and is refused.
    ///
    /// - Parameter longest: code points of the composed text. Each is composed of at most four, of four bytes each.
    static func composed(_ longest: Int) -> Filter {
        .text { text in
            let most = 16 * longest
            guard text.utf8.count > most else { return UnicodeForm.composed(text) }
            // It has more code points than allowed.
            return String(text.unicodeScalars.prefix(4 * longest))
        }
    }
}
