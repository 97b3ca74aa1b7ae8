/// What messages are about: the name of their templates, `emails/NAME.txt` and `emails/NAME.html`.
public enum EmailKind: String, CaseIterable, Sendable {
    /// To somebody who has registered.
    case welcome
    /// The link that confirms an address, once more.
    case confirm
    /// To an address that somebody wants in place of the one they have.
    case confirmChange = "confirm_change"
    /// To the address that an account had.
    case emailChanged = "email_changed"
    /// To somebody who has lost their password.
    case reset
    /// That a password is another now.
    case passwordChanged = "password_changed"
    /// That somebody has answered.
    case reply
    /// What was answered in a day.
    case digest
    /// To staff: what waits for it, and what was reported.
    case moderation
    /// To see whether mail works.
    case test
    /// To the site's own people: what could not be delivered.
    case failures
}
