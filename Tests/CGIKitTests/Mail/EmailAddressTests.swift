import CGIKit
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        ("zoe@example.org", "zoe@example.org"), ("root@localhost", "root@localhost"),
        ("a.b+c=d@Mail.Example.ORG", "a.b+c=d@mail.example.org"), ("zoë@bücher.example", "zoë@xn--bcher-kva.example"),
        ("x@127.0.0.1", "x@127.0.0.1"),
    ])
    func isAsSMTPWritesIt(text: String, expected: String) {
        #expect(EmailAddress(text)?.text == expected)
    }

    /// RFC 5321, section 4.1.3.
    @Test(arguments: [
        ("x@127.0.0.1", "x@[127.0.0.1]"), ("x@[127.0.0.1]", "x@[127.0.0.1]"), ("x@::1", nil), ("x@[::1]", nil),
        ("x@[IPv6:::1]", "x@[IPv6:::1]"), ("x@[ipv6:2001:db8::1]", "x@[IPv6:2001:db8::1]"), ("x@[IPv6:127.0.0.1]", nil),
        ("x@[127.0.0.1", nil), ("x@[127.0.0.1]>", nil), ("x@[]", nil), ("x@example.org", "x@example.org"),
    ])
    func aSiteMayBeAtAnAddress(text: String, expected: String?) {
        #expect(EmailAddress(ofSite: text)?.text == expected)
    }

    @Test(arguments: [("zoë@example.org", true), ("zoe@bücher.example", false), ("zoe@example.org", false)])
    func onlyWhatStandsBeforeTheAtNeedsUTF8(text: String, needs: Bool) {
        #expect(EmailAddress(text)?.needsUTF8 == needs)
    }

    @Test(arguments: [
        "", "@", "a@", "@b", "a b@example.org", "a@b c", "a@example.org\r\nRCPT TO:<eve@example.org>",
        "a\r\n@example.org", "a\n@example.org", "<a@example.org>", "a@example.org>", "a,b@example.org",
        "\"a\"@example.org",
        "a..b@example.org", ".a@example.org", "a@example..org", "a@example.org.", "a@[127.0.0.1]", "a\u{0}@example.org",
        "a\u{2028}b@example.org", "a\u{85}@example.org", "a@exam\u{0}ple.org",
        "a@" + String(repeating: "x", count: 64) + ".org", String(repeating: "x", count: 250) + "@example.org",
    ])
    func whatIsNoneIsRefused(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(arguments: [
        ("a@example.org", nil), ("<a@example.org>", nil), ("The Club <a@example.org>", "The Club"),
        ("\"The Club, e.V.\" <a@example.org>", "The Club, e.V."), ("Büro <a@example.org>", "Büro"),
    ])
    func aMailboxMayHaveAName(text: String, name: String?) {
        #expect(Mailbox(text) == Mailbox(name, EmailAddress("a@example.org")!))
    }

    @Test(arguments: ["", "a", "Club <a@example.org", "Club a@example.org", "<a@example.org> Club"])
    func aBrokenMailboxIsRefused(text: String) {
        #expect(Mailbox(text) == nil)
    }
}
