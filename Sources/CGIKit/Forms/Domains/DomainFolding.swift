/// The labels of a domain name after the mapping that browsers make (UTS 46, not transitional): lower case, full-width letters as
/// usual ones, ideographic full stops as dots, accents with their letters. Nil if a character has a compatibility mapping beyond that, such as a ligature.
func foldedLabels(_ domain: String) -> [[Unicode.Scalar]]? {
    var labels: [[Unicode.Scalar]] = [[]]
    for scalar in domain.unicodeScalars {
        guard let folded = folded(scalar) else { return nil }
        for scalar in folded {
            if scalar == "." { labels.append([]) } else { labels[labels.count - 1].append(scalar) }
        }
    }
    return labels.map { label in label.allSatisfy { $0.isASCII } ? label : Normalization.composed(label) }
}

private func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    switch scalar.value {
    case 0x41...0x5A: return [Unicode.Scalar(scalar.value + 0x20)!]
    case 0...0x7F: return [scalar]
    case 0x3002, 0xFF0E, 0xFF61: return ["."]
    case 0xFF01...0xFF5E: return folded(Unicode.Scalar(scalar.value - 0xFEE0)!)
    // Variation selectors and the like are dropped.
    case 0xAD, 0x34F, 0x180B...0x180D, 0x180F, 0x200B, 0x2060, 0x2064, 0xFE00...0xFE0F, 0xFEFF, 0xE0100...0xE01EF:
        return []
    // ß and ς stay, although case folding would change them.
    case 0xDF, 0x3C2: return [scalar]
    default: break
    }
    guard scalar.properties.changesWhenNFKCCaseFolded else { return [scalar] }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    guard lower.first != scalar, lower.allSatisfy({ $0.value == 0xDF || !$0.properties.changesWhenNFKCCaseFolded })
    else { return nil }
    return Array(lower)
}

/// A label as the DNS has it: unchanged if it is ASCII, otherwise in Punycode after `xn--`. Nil if that cannot be.
func asciiLabel(_ label: [Unicode.Scalar]) -> [UInt8]? {
    if label.allSatisfy({ $0.isASCII }) { return label.map { UInt8($0.value) } }
    return Punycode.encoded(label).map { Array("xn--".utf8) + $0 }
}
