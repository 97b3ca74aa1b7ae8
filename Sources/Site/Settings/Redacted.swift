import CGIKit

/// Texts for messages, without the passwords of addresses in them.
enum Redacted {
    /// `mysql://u:secret@h/db` becomes `mysql://…@h/db`: what stands between the last `/` or blank and an `@`, if it has a
    /// colon, is who signs in and by which password.
    static func text(_ text: String) -> String {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return text }
        let before = text[..<at]
        guard let colon = before.utf8.firstIndex(of: UInt8(ascii: ":")) else { return text }
        // A scheme's colon is not that of a password.
        let start =
            before.utf8[colon...].starts(with: "://".utf8) ? before.utf8.index(colon, offsetBy: 3) : before.startIndex
        guard before.utf8[start...].contains(UInt8(ascii: ":")) else { return text }
        return "\(before[..<start])…\(text[at...])"
    }
}
