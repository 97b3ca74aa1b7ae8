import CGIKit

/// What makes names look alike (UTS #39). Two that share one of these are not told apart.
struct NameLooks {
    /// The skeleton of the folded name.
    let folded: String
    /// The skeleton of the name with its capitals: `I` looks like `l`, but `i` does not.
    let written: String

    init(_ name: String) {
        folded = UnicodeForm.skeleton(UserKeys.key(ofName: name))
        written = UnicodeForm.skeleton(UnicodeForm.spaced(UnicodeForm.compatible(name)))
    }

    func isLike(_ other: NameLooks) -> Bool { sameBytes(folded, other.folded) || sameBytes(written, other.written) }
}
