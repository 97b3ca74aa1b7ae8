import CTables

/// Normalization forms (UAX #15), by characters.
enum Normalization {
    /// Canonical decomposition, in canonical order (NFD).
    static func decomposed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(text.count)
        for scalar in text where !Hangul.decompose(scalar, into: &result) {
            if scalar.value < 0xC0 || !unicode_decompositions.append(scalar, to: &result) { result.append(scalar) }
        }
        order(&result)
        return result
    }

    /// Canonical composition (NFC).
    static func composed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(text.count)
        // Where the last character is that others may be composed with, and the class of the last one behind it.
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in decomposed(text) {
            let ownClass = combiningClass(scalar)
            if let index = starter, result.count == index + 1 || lastClass != 0 && lastClass < ownClass,
                let composed = Hangul.composed(result[index], scalar)
                    ?? unicode_compositions.composed(result[index], scalar)
            {
                result[index] = composed
                continue
            }
            if ownClass == 0 { starter = result.count }
            lastClass = ownClass
            result.append(scalar)
        }
        return result
    }

    /// Each character by a table, the others as they are.
    static func mapped(_ text: some Sequence<Unicode.Scalar>, by table: ctables_mappings) -> [Unicode.Scalar] {
        precondition(table.count > 0, "a table that was left out of this program")
        var result: [Unicode.Scalar] = []
        for scalar in text where !table.append(scalar, to: &result) { result.append(scalar) }
        return result
    }

    static func combiningClass(_ scalar: Unicode.Scalar) -> UInt8 {
        scalar.value < 0x300 ? 0 : unicode_combining_classes[scalar]
    }

    /// Puts runs of marks in the order of their classes; those of one class stay in theirs.
    private static func order(_ text: inout [Unicode.Scalar]) {
        var start = 0
        while start < text.count {
            var marks: [(class: UInt8, place: Int, scalar: Unicode.Scalar)] = []
            var isOrdered = true
            while start + marks.count < text.count {
                let scalar = text[start + marks.count]
                let ownClass = combiningClass(scalar)
                if ownClass == 0 { break }
                if let last = marks.last, last.class > ownClass { isOrdered = false }
                marks.append((ownClass, marks.count, scalar))
            }
            if !isOrdered {
                marks.sort { ($0.class, $0.place) < ($1.class, $1.place) }
                for (offset, mark) in marks.enumerated() { text[start + offset] = mark.scalar }
            }
            start += marks.count + 1
        }
    }
}

/// Syllables of Hangul, which are composed by counting (Unicode, 3.12).
private enum Hangul {
    private static var syllables: UInt32 { 0xAC00 }
    private static var leading: UInt32 { 0x1100 }
    private static var vowels: UInt32 { 0x1161 }
    private static var trailing: UInt32 { 0x11A7 }
    private static var leadingCount: UInt32 { 19 }
    private static var vowelCount: UInt32 { 21 }
    private static var trailingCount: UInt32 { 28 }
    private static var syllableCount: UInt32 { leadingCount * vowelCount * trailingCount }

    /// - Returns: false if the character is no syllable.
    static func decompose(_ scalar: Unicode.Scalar, into text: inout [Unicode.Scalar]) -> Bool {
        guard scalar.value >= syllables, scalar.value < syllables + syllableCount else { return false }
        let index = scalar.value - syllables
        text.append(Unicode.Scalar(leading + index / (vowelCount * trailingCount))!)
        text.append(Unicode.Scalar(vowels + index / trailingCount % vowelCount)!)
        if index % trailingCount > 0 { text.append(Unicode.Scalar(trailing + index % trailingCount)!) }
        return true
    }

    static func composed(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        if leading..<leading + leadingCount ~= first.value, vowels..<vowels + vowelCount ~= second.value {
            let pair = (first.value - leading) * vowelCount + second.value - vowels
            return Unicode.Scalar(syllables + pair * trailingCount)
        }
        if syllables..<syllables + syllableCount ~= first.value, (first.value - syllables) % trailingCount == 0,
            trailing + 1..<trailing + trailingCount ~= second.value
        {
            return Unicode.Scalar(first.value + second.value - trailing)
        }
        return nil
    }
}
