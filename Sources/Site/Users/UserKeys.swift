import CGIKit

/// The normalized forms (keys) that make names and email addresses unique.
public enum UserKeys {
    /// The key of a name: without case, width, invisible characters and repeated spaces.
    public static func key(ofName name: String) -> String { UnicodeForm.spaced(UnicodeForm.caseFolded(name)) }

    /// The key of an email address: without case, with the domain as in DNS (RFC 5890). `a@münchen.example` and
    /// `A@xn--mnchen-3ya.example` have the same key.
    @export(interface) public static func key(ofEmail email: String) -> String {
        let (local, domain) = parts(of: email)
        return local + (EmailDomain.ascii(domain) ?? domain)
    }

    /// The other form of an email address's key: with the domain in Unicode.
    static func displayed(ofEmail email: String) -> String {
        let (local, domain) = parts(of: email)
        return local + (EmailDomain.unicode(domain) ?? domain)
    }

    /// The parts before and after the last `@`, in lower case and normalized.
    private static func parts(of email: String) -> (local: String, domain: String) {
        let lower = UnicodeForm.lowercased(UnicodeForm.spaced(email))
        let at = lower.utf8.lastIndex(of: UInt8(ascii: "@")).map { lower.utf8.index(after: $0) } ?? lower.utf8.endIndex
        return (String(lower[..<at]), String(lower[at...]))
    }
}
