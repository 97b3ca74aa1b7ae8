/// The kind of an email, and the name of its templates: `emails/NAME.txt` and `emails/NAME.html`.
public enum EmailKind: String, CaseIterable, Sendable {
    /// To a user who has just registered.
    case welcome
    /// The link that confirms an email address, requested again.
    case confirm
    /// To a new address that a user wants to change to.
    case confirmChange = "confirm_change"
    /// To the old address of an account.
    case emailChanged = "email_changed"
    /// To a user who has lost their password.
    case reset
    /// The password has been changed.
    case passwordChanged = "password_changed"
    /// Somebody has replied.
    case reply
    /// The replies of a day.
    case digest
    /// To staff: what is pending, and what was reported.
    case moderation
    /// To see whether mail works.
    case test
    /// To `ADMINS`: emails that could not be delivered, and pages that failed.
    case failures
}
