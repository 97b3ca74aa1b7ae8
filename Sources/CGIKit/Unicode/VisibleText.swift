/// Which characters are seen. All fields that ask for something to be seen go by this.
public enum VisibleText {
    /// Whether a text has something to see in it.
    public static func hasVisible(_ text: String) -> Bool { text.unicodeScalars.contains { canBeSeen($0) } }

    /// Whether a character can be seen where nothing else is.
    @export(interface) public static func canBeSeen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
        // Of these some are nothing by themselves, such as the selectors of an emoji's look.
        case .nonspacingMark, .enclosingMark: false
        default: !isUnseen(scalar)
        }
    }

    /// Whether it is a character to Unicode that leaves no trace, or that looks like a space: the default-ignorable ones,
    /// of which the fillers of Hangul are some, and Braille without a dot.
    @export(interface) public static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0xAD && (scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800)
    }
}
