import CGIKit
import Testing

@testable import Site

@Suite struct NameRulesTests {
    /// No check looks at more letters than a field that is a little too long may have.
    @Test(arguments: ["\u{FDFA}", "a", "\u{1F1}", "e\u{301}"])
    func farTooLongNamesAreShortenedBeforeTheyAreLookedAt(letter: String) {
        let name = String(repeating: letter, count: 160_000)
        let form = ProfileForm(FormData([("name", name)]))
        #expect(!form.validate())
        #expect((form.name.data ?? "").unicodeScalars.count == 200)
        #expect(form.name.errors.contains("The name cannot be longer than 50 characters."))
        let other = RegisterForm(FormData([("email", name + "@example.org")]))
        #expect(!other.validate())
        #expect((other.email.data ?? "").unicodeScalars.count == 480)
    }

    @Test(arguments: [
        "Ada", "Zoë", "Zoe\u{308}", "علی\u{200C}رضا", "Kit 👩\u{200D}🚀", "نامه\u{200C}ای", "क्\u{200D}ष",
        "1\u{FE0F}\u{20E3} fan",
        "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "東京タワーTV", "김Kim", "O'Neil", "jean-luc", "Нина",
        "A.B.",
    ])
    func people(name: String) {
        #expect(NameRules.fault(of: name) == nil)
    }

    @Test(
        arguments: [
            // What leaves no trace: default-ignorable characters and fillers.
            ("Ada3\u{34F}", .invisible), ("Ada3\u{FE00}", .invisible), ("Ada3\u{FE0F}", .invisible),
            ("Ada3\u{180B}", .invisible), ("Ada3\u{180F}", .invisible), ("Ada3\u{E0100}", .invisible),
            ("Ada3\u{E01EF}", .invisible), ("Ada3\u{3164}", .invisible), ("Ada3\u{FFA0}", .invisible),
            ("Ada3\u{115F}", .invisible), ("Ada3\u{1160}", .invisible), ("Ada3\u{2800}", .invisible),
            ("Ada3\u{17B4}", .invisible), ("Ada3\u{17B5}", .invisible), ("Ada3\u{AD}", .invisible),
            ("Ada3\u{200B}", .invisible), ("Ada3\u{2060}", .invisible), ("Ada3\u{2064}", .invisible),
            ("Ada3\u{2065}", .invisible), ("Ada3\u{FFF0}", .invisible), ("Ada3\u{1BCA0}", .invisible),
            ("Ada3\u{1D173}", .invisible), ("Ada3\u{E0001}", .invisible), ("Ada3\u{E0FFF}", .invisible),
            ("\u{202E}Ada", .invisible), ("Ada\u{FEFF}", .invisible), ("Ada\u{FFF9}", .invisible),
            ("Ada\u{200D}", .joiner), ("Ada\u{200C}L", .joiner), ("👩\u{200D}", .joiner),
            ("👩\u{200D}👩\u{200D}🚀\u{200D}", .joiner),
            ("🏴\u{E0067}", .invisible), ("❤\u{FE0F}\u{FE0F}", .invisible),
            ("Ada\u{A0}L", .separator), ("Ada\u{2003}L", .separator), ("Ada\u{3000}L", .separator),
            ("Ada\u{2028}L", .separator), ("Ada\tL", .control), ("Ada\u{85}L", .control),
            ("", .empty), (" ", .empty), ("\u{A0}", .empty),
            ("\u{301}", .marks), ("A\u{20DD}", .marks), ("Zoe\u{308}\u{308}", .marks),
            ("a\u{300}\u{301}\u{302}\u{303}\u{304}", .marks),
            ("\u{F8FF}", .privateUse), ("\u{10FFFD}", .privateUse), ("\u{378}", .unassigned),
            ("\u{50000}", .unassigned),
            ("\u{FFFD}", .replacement),
            ("\u{430}dmin", .mixedScripts), ("adm\u{456}n", .mixedScripts), ("Αda", .mixedScripts),
            ("Adaд", .mixedScripts),
            ("さくら김", .mixedScripts), ("1\u{661}", .mixedDigits),
        ] as [(String, NameFault)])
    func others(name: String, fault: NameFault) {
        #expect(NameRules.fault(of: name) == fault)
    }

    @Test(arguments: [
        ("admin", false), ("ADMIN", false), ("ａｄｍｉｎ", false), ("adrnin", false), ("lоgin", false), ("1ogin", false),
        ("Admins", true), ("Ada", true),
    ])
    func whatLooksLikeAPageIsTaken(name: String, isFree: Bool) {
        let form = ProfileForm(FormData([("name", name)]))
        #expect(form.validate() == isFree)
    }

    @Test func ofANameThatIsKeptNothingIsAsked() {
        let old = "Ada\u{200B}"
        for (name, isValid) in [(old, true), (old + "1", false)] {
            let form = ProfileForm(FormData([("name", name)]), defaults: ["name": .text(old)])
            #expect(form.validate() == isValid)
        }
    }
}
