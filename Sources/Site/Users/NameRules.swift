import CGIKit

/// Why text cannot be a name.
enum NameFault: Equatable {
    case empty, control, separator, privateUse, unassigned, replacement, invisible, joiner, marks, mixedDigits,
        mixedScripts

    var message: String {
        switch self {
        case .empty: "A name must contain a visible character."
        case .separator: "A name cannot contain spaces other than ordinary ones."
        case .control, .invisible, .joiner: "A name cannot contain invisible characters."
        case .privateUse, .unassigned, .replacement:
            "A name cannot contain characters that are shown as boxes or question marks."
        case .marks:
            "A name cannot contain that many accents on one letter, an accent without a letter, or one that encloses letters."
        case .mixedDigits: "A name cannot mix digits of different scripts."
        case .mixedScripts: "A name cannot mix letters of different scripts."
        }
    }
}

/// The characters that a name may contain, so that users can tell names apart (UTS #39: highly restrictive).
enum NameRules {
    /// As a name is stored.
    static func normalized(_ name: String) -> String { UnicodeForm.composed(name) }

    /// Nil if nothing is wrong.
    static func fault(of name: String) -> NameFault? {
        let scalars = EmojiSequences.simplified(Array(normalized(name).unicodeScalars))
        if scalars.allSatisfy({ $0.properties.isWhitespace }) { return .empty }
        for (index, scalar) in scalars.enumerated() {
            if let fault = fault(of: scalar, at: index, in: scalars) { return fault }
        }
        if hasStrayMarks(UnicodeForm.decomposed(scalars)) { return .marks }
        if hasMixedDigits(scalars) { return .mixedDigits }
        if Scripts.isMixed(scalars) { return .mixedScripts }
        return VisibleText.hasVisible(name) ? nil : .empty
    }

    private static func fault(of scalar: Unicode.Scalar, at index: Int, in text: [Unicode.Scalar]) -> NameFault? {
        if scalar == " " { return nil }
        switch scalar.properties.generalCategory {
        case .control: return .control
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .separator
        case .privateUse: return .privateUse
        default: break
        }
        if scalar == "\u{FFFD}" { return .replacement }
        if scalar == Joiners.joiner || scalar == Joiners.nonJoiner {
            return Joiners.isNeeded(at: index, of: text) ? nil : .joiner
        }
        if VisibleText.isUnseen(scalar) || scalar.properties.generalCategory == .format { return .invisible }
        return Scripts.isKnown(scalar) ? nil : .unassigned
    }

    /// UTS #39, section 5.4: four marks are enough for any language, and no mark is repeated.
    private static func hasStrayMarks(_ text: [Unicode.Scalar]) -> Bool {
        var count = 0
        var last: Unicode.Scalar?
        for (index, scalar) in text.enumerated() {
            switch scalar.properties.generalCategory {
            case .enclosingMark: return true
            case .spacingMark:
                if index == 0 { return true }
                count = 0
            case .nonspacingMark:
                count += 1
                if index == 0 || count > 4 || scalar == last { return true }
            default: count = 0
            }
            last = scalar
        }
        return false
    }

    private static func hasMixedDigits(_ text: [Unicode.Scalar]) -> Bool {
        var zero: UInt32?
        for scalar in text where scalar.properties.numericType == .decimal {
            guard let value = scalar.properties.numericValue else { continue }
            let ownZero = scalar.value - UInt32(value)
            if let zero, zero != ownZero { return true }
            zero = ownZero
        }
        return false
    }
}
