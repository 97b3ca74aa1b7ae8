import CTables

/// The invisible characters that join letters or keep them apart, and where they make a visible difference (RFC 5892,
/// appendices A.1 and A.2).
public enum Joiners {
    /// ZERO WIDTH NON-JOINER.
    public static var nonJoiner: Unicode.Scalar { "\u{200C}" }
    /// ZERO WIDTH JOINER.
    public static var joiner: Unicode.Scalar { "\u{200D}" }

    /// Whether the joiner or non-joiner at an index is one that its neighbours require.
    @export(interface) public static func isNeeded(at index: Int, of text: [Unicode.Scalar]) -> Bool {
        guard index > 0 else { return false }
        if Normalization.combiningClass(text[index - 1]) == virama { return true }
        guard text[index] == nonJoiner else { return false }
        return joins(text[..<index].reversed(), .left) && joins(text[(index + 1)...], .right)
    }

    private static var virama: UInt8 { 9 }

    /// The numbers of the table.
    private enum JoiningType: UInt8 {
        case right = 1
        case left, dual, transparent
    }

    /// Whether the first character that is not transparent joins in a direction.
    private static func joins(_ text: some Sequence<Unicode.Scalar>, _ direction: JoiningType) -> Bool {
        for scalar in text {
            let type = JoiningType(rawValue: unicode_joining_types[scalar])
            if type != .transparent { return type == .dual || type == direction }
        }
        return false
    }
}
