import CGIKit
import Testing

@testable import Site

@Suite struct WrittenTextTests {
    @Test(arguments: [
        ("", ""), ("a\tb\n\nc", "a\tb\n\nc"), ("a\r\nb\rc\nd\r\r\ne", "a\nb\nc\nd\n\ne"),
        ("a\u{0}\u{8}\u{1B}[31m\u{7F}\u{9B}b", "a[31mb"), ("a\u{202E}b\u{202C}c\u{FEFF}", "abc"),
        ("\u{2066}a\u{2067}b\u{2068}c\u{2069}d", "abcd"), ("a\u{FFFE}b\u{FFFF}", "ab"),
        // Joiners and marks of direction belong to how languages and emoji are written.
        ("👩\u{200D}💻 \u{200E}a\u{200F}ש\u{2065}\u{206A}", "👩\u{200D}💻 \u{200E}a\u{200F}ש\u{2065}\u{206A}"),
    ])
    func isStoredWithoutControls(text: String, cleaned: String) {
        #expect(WrittenText.clean(text).unicodeScalars.elementsEqual(cleaned.unicodeScalars))
    }

    @Test(arguments: [
        ("a", true), ("👩\u{200D}💻", true), ("*", true), ("", false), (" \n\t", false),
        ("\u{200B}\u{200D}\u{2060}", false),
        ("\u{A0}\u{3000}\u{2028}", false), ("\u{3164}\u{2800}", false), ("\u{202E}", false),
        ("\u{115F}\u{1160}\u{FFA0}", false), ("\u{FE0F}\u{34F}", false), ("1\u{FE0F}\u{20E3}", true), ("한", true),
    ])
    func mustHaveSomethingToSee(text: String, isVisible: Bool) {
        #expect(VisibleText.hasVisible(text) == isVisible)
    }
}
