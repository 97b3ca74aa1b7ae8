import CTables

/// Which scripts a text is written in (UTS #39, section 5).
public enum Scripts {
    /// Whether a text mixes scripts in a way that languages do not: it is "highly restrictive" at most if it is in one script,
    /// or in Latin with Japanese, with Korean, or with Han and Bopomofo.
    public static func isMixed(_ text: some Sequence<Unicode.Scalar>) -> Bool {
        var common: [UInt8]?
        var commonButLatin: [UInt8]?
        for scalar in text {
            let set = unicode_scripts[scalar]
            if set == all { continue }
            let scripts = members(of: set)
            common = common.map { $0.filter { scripts.contains($0) } } ?? scripts
            if !scripts.contains(latin) {
                commonButLatin = commonButLatin.map { $0.filter { scripts.contains($0) } } ?? scripts
            }
        }
        guard common?.isEmpty ?? false, let commonButLatin else { return false }
        return !commonButLatin.contains { writtenWithLatin.contains($0) }
    }

    /// Whether a character is one that Unicode 15 has in a script: neither unassigned nor for private use.
    public static func isKnown(_ scalar: Unicode.Scalar) -> Bool { unicode_scripts[scalar] != unknown }

    // The numbers of the table.
    private static var all: UInt8 { 0 }
    private static var unknown: UInt8 { 1 }
    private static var latin: UInt8 { 2 }
    private static var writtenWithLatin: ClosedRange<UInt8> { 3...5 }

    private static func members(of set: UInt8) -> [UInt8] {
        let (start, end) = (
            unicode_script_sets.offsets[Int(set)], unicode_script_sets.offsets[Int(set) + 1]
        )
        return (Int(start)..<Int(end)).map { unicode_script_sets.members[$0] }
    }
}
