import CGIKit

/// The keys by which names and addresses are unique.
public enum UserKeys {
    /// A name without regard to case, width, characters that are not seen, and how many blanks there are.
    public static func key(ofName name: String) -> String { UnicodeForm.spaced(UnicodeForm.caseFolded(name)) }

    /// An address without regard to case, with its domain as the DNS has it (RFC 5890): `a@münchen.example` and
    /// `A@xn--mnchen-3ya.example` have the same.
    @export(interface) public static func key(ofEmail email: String) -> String {
        let (local, domain) = parts(of: email)
        return local + (EmailDomain.ascii(domain) ?? domain)
    }

    /// The other way to write an address's key: with its domain's letters.
    static func displayed(ofEmail email: String) -> String {
        let (local, domain) = parts(of: email)
        return local + (EmailDomain.unicode(domain) ?? domain)
    }

    /// In lower case and normal form: what stands up to the last `@`, and the rest.
    private static func parts(of email: String) -> (local: String, domain: String) {
        let lower = UnicodeForm.lowercased(UnicodeForm.spaced(email))
        let at = lower.utf8.lastIndex(of: UInt8(ascii: "@")).map { lower.utf8.index(after: $0) } ?? lower.utf8.endIndex
        return (String(lower[..<at]), String(lower[at...]))
    }
}
