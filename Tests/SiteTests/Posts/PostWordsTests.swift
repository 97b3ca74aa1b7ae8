import CGIKit
import Testing

@testable import Site

@Suite struct PostSlugTests {
    @Test(arguments: [
        ("Hello, World!", "hello-world"), ("  a  b  ", "a-b"), ("Don’t panic, it's 50% off", "dont-panic-its-50-off"),
        ("ÉCOLE Straße", "école-straße"), ("李小龍 in 1973", "李小龍-in-1973"), ("???", ""), ("", ""), ("-a-", "a"),
        ("a/b\\c.d", "a-b-c-d"), ("x\u{202E}y\u{200B}z", "x-y-z"),
        (String(repeating: "é", count: 100), String(repeating: "é", count: 39)),
    ])
    func isWhatCanBeReadOfTheTitle(title: String, slug: String) {
        #expect(PostSlug.make(title) == slug)
    }
}

@Suite struct PostTagsTests {
    @Test(arguments: [
        ("Swift, #CGI  swift", "swift cgi"), ("", ""), (" ,, ", ""), ("C# C++ .net", "c# c++ .net"),
        ("a\tb\nc\u{3000}d", "a b c d"),
        ("##x", "#x"), ("ÉCOLE école", "école"),
    ])
    func areStoredInOneWay(typed: String, stored: String) {
        #expect(PostTags.normalized(typed) == stored)
    }

    /// Each would be held against all before it.
    @Test func ofFarTooManyNoneIsLookedAt() {
        let many = (0..<100_000).map { "T\($0)" }.joined(separator: ",")
        #expect(PostTags.normalized(many) == many)
        let form = PostForm(FormData([("title", "x"), ("text", "x"), ("tags", many)]))
        #expect(!form.validate())
        #expect(form.tags.errors == ["A post can have at most 5 tags. You entered more than 100."])
        #expect(form.tags.data == many)
        let repeated = (0..<100_000).map { "T\($0 % 5)" }.joined(separator: " ")
        #expect(PostTags.normalized(repeated) == "t0 t1 t2 t3 t4")
        let hundred = (0..<100).map { "t\($0)" }.joined(separator: " ")
        #expect(PostTags.normalized(hundred) == hundred)
    }

    @Test(arguments: [
        ("swift", true), ("c#", true), ("web-server_2.0", true), ("李", true), ("", false), ("...", false),
        ("a b", false),
        ("a/b", false), ("A", false), ("a\u{202E}", false), ("<b>", false), ("'", false),
        ("\u{3164}", false), ("a\u{115F}", false), ("\u{1160}a", false), ("\u{FFA0}", false), ("\u{2800}", false),
        ("한글", true), ("नी", true),
    ])
    func haveLettersAndDigits(text: String, isTag: Bool) {
        #expect(PostTags.isTag(text) == isTag)
    }
}

@Suite struct SearchQueryTests {
    @Test(arguments: [
        ("apple", "\"apple\""), ("apple pie", "\"apple\" \"pie\""), ("\"apple pie\" x", "\"apple pie\" \"x\""),
        ("„apple pie“", "\"apple pie\""), ("app*", "\"app\"*"), ("ap*", "\"ap\""), ("a OR b", "\"a\" \"OR\" \"b\""),
        ("title:x", "\"title:x\""), ("x\"y", "\"x\" \"y\""), ("(x) -y ^z", "\"(x)\" \"-y\" \"^z\""),
    ])
    func quotesEverything(text: String, match: String) {
        #expect(SearchQuery(text)?.match == match)
    }

    @Test(arguments: ["", "  ", "\"", "\"\"", "*", "+ - ~ ()", "👍", "\u{202E}"])
    func isNothingWithoutAWord(text: String) {
        #expect(SearchQuery(text) == nil)
    }

    @Test(arguments: ["힣힣*", "\u{FF76}\u{FF9E}*", "か\u{3099}*"])
    func aBeginningOfLettersThatStandAloneIsLongEnough(text: String) {
        for text in [text, String(String.UnicodeScalarView(UnicodeForm.decomposed(Array(text.unicodeScalars))))] {
            #expect(SearchQuery(text)?.hasShortBeginning == false, "\(Array(text.unicodeScalars))")
        }
    }

    @Test func wordsAreCountedHoweverTheyAreTyped() {
        let syllables = String(repeating: "힣", count: 40)
        let typed = String(String.UnicodeScalarView(UnicodeForm.decomposed(Array(syllables.unicodeScalars))))
        #expect(typed.unicodeScalars.count == 120)
        #expect(SearchQuery(typed)?.match.unicodeScalars.count == 34)
        #expect(SearchQuery(typed)?.match == SearchQuery(syllables)?.match)
    }

    @Test func hasNotTooManyTerms() {
        let text = String(repeating: "word ", count: 100)
        #expect(SearchQuery(text)?.match.split(separator: " ").count == 12)
    }
}

@Suite struct PostCursorTests {
    @Test(arguments: ["0-0", "1767225600-12", "9223372036854775807-9223372036854775807"])
    func isReadAsItIsWritten(text: String) {
        #expect(PostCursor(text)?.text == text)
    }

    @Test(arguments: [
        "", "-", "1", "1-", "-1", "1--2", "-1-2", "01-2", "1-2-3", "1-2 ", "+1-2", "9223372036854775808-1", "a-b",
        "١-٢",
    ])
    func isNothingElse(text: String) {
        #expect(PostCursor(text) == nil)
    }

    @Test(
        arguments: [
            ("12-the-title", 12), ("12", 12), ("0", 0), ("12-", 12), ("012", nil), ("-12", nil), ("", nil), ("x", nil),
        ] as [(String, Int64?)])
    func numbersAreReadFromTheAddress(key: String, id: Int64?) {
        #expect(PostID.read(key: key) == id)
    }
}
