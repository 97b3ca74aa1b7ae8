import CTables

/// Emoji that are made of several characters, of which some are not seen by themselves (UTS #51, RGI emoji sequences).
public enum EmojiSequences {
    /// A text with one emoji of one character in place of each such sequence.
    @export(interface) public static func simplified(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard text.contains(where: { VisibleText.isUnseen($0) || $0 == "\u{20E3}" }) else { return text }
        var result: [Unicode.Scalar] = []
        var index = 0
        while index < text.count {
            if let count = length(text[index...]) {
                result.append("\u{1F600}")
                index += count
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    /// How many characters the sequence has that a text begins with.
    private static func length(_ text: ArraySlice<Unicode.Scalar>) -> Int? {
        // No sequence begins with any other.
        guard let first = text.first, first.value >= 0xA9 || "0123456789#*".unicodeScalars.contains(first) else {
            return nil
        }
        let sequences = UnsafeBufferPointer(start: unicode_emoji_sequences.units, count: unicode_emoji_sequences.count)
        var start = 0
        while start < sequences.count {
            // The longest come first, and each has a 0 behind it.
            var (end, count, isSame) = (start, 0, true)
            while sequences[end] != 0 { end += 1 }
            forEachScalar(of: UnsafeBufferPointer(rebasing: sequences[start..<end])) { scalar in
                let index = text.startIndex + count
                if !isSame || index >= text.endIndex || text[index] != scalar { isSame = false }
                count += 1
            }
            if isSame { return count }
            start = end + 1
        }
        return nil
    }
}
