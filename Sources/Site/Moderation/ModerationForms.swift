import CGIKit

/// What staff decides about a post, a comment or a user: the button that was pressed, and why.
public final class ModerationForm: Form {
    /// Why, for the author; required for acts that take something away.
    public let reason = StringField(
        "reason", "Reason", [.length(max: 500, message: "The reason cannot be longer than %(max)d characters.")],
        filters: [WrittenText.cleaned, .strip])
    /// For an account: whether all posts and comments of the user are hidden with it, or unhidden with it.
    public let texts = BooleanField("texts", "All posts and comments")
    /// The button that was pressed: the name of an ``Act``.
    public let act = HiddenField("act")
    /// The fingerprint of the text that staff has seen.
    public let seen = HiddenField("seen", "", [.length(max: TextFingerprint.longest)])

    public override var fields: [Field] { [reason, texts, act, seen] }

    /// The act of the button that was pressed; nil if there was none or it is not known.
    public var chosenAct: Act? { act.data.flatMap { Act(rawValue: $0) } }

    /// Whether a button was pressed that decides something. If not, as by Enter in a field, the form says so.
    public var isDecided: Bool {
        guard (act.data ?? "").isEmpty else { return true }
        formErrors.append("Nothing was done. Please choose an action.")
        return false
    }

    /// Requires a reason for acts that take something away from a user.
    ///
    /// - Throws: A `ValidationError` if the reason is missing.
    @export(interface) public override func check(_ field: Field) throws(ValidationError) {
        guard field === reason, !VisibleText.hasVisible(reason.data ?? ""), let act = chosenAct else { return }
        switch act {
        case .hide, .lock, .ban: throw ValidationError("Please enter a reason. The affected user can read it.")
        default: return
        }
    }
}

/// The form by which a member reports a post or comment to staff.
public final class ReportForm: Form {
    /// What is wrong with it, for staff.
    public let reason = StringField(
        "reason", "What is wrong with it?",
        [
            .dataRequired(message: ReportForm.missing),
            .length(max: 500, message: "The report cannot be longer than %(max)d characters."),
            WrittenText.isVisible(ReportForm.missing),
        ],
        filters: [WrittenText.cleaned, .strip])

    public override var fields: [Field] { [reason] }

    private static var missing: String { "Say what is wrong with it." }
}
