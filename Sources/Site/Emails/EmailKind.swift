/// What messages are about: the name of their templates, `emails/NAME.txt` and `emails/NAME.html`.
public enum EmailKind: String, CaseIterable, Sendable {
    /// To somebody who has registered.
    case welcome
    /// To see whether mail works.
    case test
    /// To the site's own people: what could not be delivered.
    case failures
}
