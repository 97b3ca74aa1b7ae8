/// The rules for one label of an internationalized domain name (IDNA 2008), worked out from the properties of its characters.
struct DomainLabel {
    let scalars: [Unicode.Scalar]

    /// Whether a registry may accept the label (RFC 5891, section 4.2).
    var isValid: Bool {
        guard let first = scalars.first, !first.isMark, first != "-", scalars.last != "-" else { return false }
        if scalars.count > 3, scalars[2] == "-", scalars[3] == "-" { return false }
        return scalars.indices.allSatisfy { isValid(at: $0) } && (!isRightToLeft || followsBidiRule)
    }

    private func isValid(at index: Int) -> Bool {
        let scalar = scalars[index]
        switch scalar.value {
        // RFC 5892, appendix A: characters that need their context.
        case 0xB7: return neighbour(index - 1) == "l" && neighbour(index + 1) == "l"
        case 0x375:
            return neighbour(index + 1).map { 0x370...0x3FF ~= $0.value || 0x1F00...0x1FFF ~= $0.value } ?? false
        case 0x5F3, 0x5F4: return neighbour(index - 1).map { 0x591...0x5F4 ~= $0.value } ?? false
        case 0x30FB: return scalars.contains { $0.isKanaOrHan }
        case 0x660...0x669: return !scalars.contains { 0x6F0...0x6F9 ~= $0.value }
        case 0x6F0...0x6F9: return !scalars.contains { 0x660...0x669 ~= $0.value }
        default: return scalar.isAllowedInDomains
        }
    }

    private func neighbour(_ index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

    /// Whether the label has characters that are written from right to left.
    var isRightToLeft: Bool { scalars.contains { $0.direction == .right || $0.direction == .arabicNumber } }

    /// The older rule of RFC 3454, section 6: a label is in one direction.
    var isInOneDirection: Bool {
        let directions = scalars.map { $0.direction }
        guard directions.contains(.right) else { return true }
        return !directions.contains(.left) && directions.first == .right && directions.last == .right
    }

    /// RFC 5893, section 2.
    var followsBidiRule: Bool {
        let directions = scalars.map { $0.direction }
        let last = directions.last { $0 != .mark }
        switch directions.first {
        case .right:
            return !directions.contains(.left) && last != .other
                && !(directions.contains(.number) && directions.contains(.arabicNumber))
        case .left:
            return !directions.contains(.right) && !directions.contains(.arabicNumber) && last != .other
        default: return false
        }
    }
}

extension Unicode.Scalar {
    enum Direction { case left, right, number, arabicNumber, mark, other }

    /// The bidirectional class, as far as characters that domain names allow have different ones.
    fileprivate var direction: Direction {
        switch value {
        case 0x30...0x39, 0x6F0...0x6F9: .number
        case 0x660...0x669, 0x10D30...0x10D39: .arabicNumber
        case 0x2D, 0xB7, 0x375, 0x30FB, 0x2B9, 0x2BA, 0x2C6...0x2CF, 0x2EC: .other
        case _ where properties.generalCategory == .nonspacingMark: .mark
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: .right
        default: .left
        }
    }

    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    fileprivate var isKanaOrHan: Bool {
        switch value {
        case 0x3005, 0x3007, 0x3021...0x3029, 0x3038...0x303B, 0x3041...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF,
            0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// Whether RFC 5892 derives `PVALID` for the character.
    fileprivate var isAllowedInDomains: Bool {
        switch value {
        case 0x2D, 0x30...0x39, 0x61...0x7A: return true
        case 0...0x7F: return false
        // Exceptions (section 2.6).
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        // Conjoining Hangul and blocks that are ignored (sections 2.9 and 2.4).
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB, 0x20D0...0x20FF, 0x1D100...0x1D24F: return false
        default: break
        }
        if properties.changesWhenNFKCCaseFolded || properties.isDefaultIgnorableCodePoint { return false }
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .nonspacingMark,
            .spacingMark:
            return true
        default: return false
        }
    }
}
