import CGIKit

/// The skeletons of a name (UTS #39). Two names that share one look the same.
struct NameLooks {
    /// The skeleton of the folded name.
    let folded: String
    /// The skeleton of the name as written: `I` looks like `l`, but `i` does not.
    let written: String
    /// As what that is read, whatever the case: `ADMlN`, like `ADMIN`, as `admin`.
    let read: String

    init(_ name: String) {
        folded = UnicodeForm.skeleton(UserKeys.key(ofName: name))
        written = UnicodeForm.skeleton(UnicodeForm.spaced(UnicodeForm.compatible(name)))
        read = UnicodeForm.skeleton(UnicodeForm.caseFolded(NameLooks.withoutCapitalI(written)))
    }

    /// What looks alike as it is written also reads alike.
    func isLike(_ other: NameLooks) -> Bool { sameBytes(folded, other.folded) || sameBytes(read, other.read) }

    /// The skeleton of `I` is `l`. This turns it into `i` where it stands as a capital does: at the beginning of a word, before
    /// another capital, and at the end behind two of them. So `Ella` and `Elia` stay different names.
    private static func withoutCapitalI(_ skeleton: String) -> String {
        let scalars = Array(skeleton.unicodeScalars)
        func isCapital(_ index: Int) -> Bool {
            scalars.indices.contains(index) && scalars[index].properties.isUppercase
        }
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let isFirst = index == 0 || scalars[index - 1] == " "
            let isLast = index + 1 == scalars.count || scalars[index + 1] == " "
            let isRead = isFirst || isCapital(index + 1) || isLast && isCapital(index - 1) && isCapital(index - 2)
            result.append(scalar == "l" && isRead ? "i" : scalar)
        }
        return String(result)
    }
}
