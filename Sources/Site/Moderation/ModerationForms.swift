import CGIKit

/// What staff decides about a text or a person: the button that was pressed, and why.
public final class ModerationForm: Form {
    public let reason = StringField(
        "reason", "Reason", [.length(max: 500, message: "The reason cannot be longer than %(max)d characters.")],
        filters: [WrittenText.cleaned, .strip])
    /// With somebody's account: whether all their texts are hidden with it, or those that were are shown again.
    public let texts = BooleanField("texts", "All that they have written")
    public let act = HiddenField("act")
    /// The fingerprint of the text that is decided about.
    public let seen = HiddenField("seen", "", [.length(max: TextFingerprint.longest)])

    public override var fields: [Field] { [reason, texts, act, seen] }

    /// Nil if the form names none.
    public var chosenAct: Act? { act.data.flatMap { Act(rawValue: $0) } }

    /// Whether a button was pressed that decides something. If not, as by Enter in a field, the form says so.
    public var isDecided: Bool {
        guard (act.data ?? "").isEmpty else { return true }
        formErrors.append("Nothing was done. Choose what to do.")
        return false
    }

    /// What takes something away from somebody must be explained to them.
    @export(interface) public override func check(_ field: Field) throws(ValidationError) {
        guard field === reason, !VisibleText.hasVisible(reason.data ?? ""), let act = chosenAct else { return }
        switch act {
        case .hide, .lock, .ban: throw ValidationError("Please say why: the person concerned will read it.")
        default: return
        }
    }
}

/// A member tells staff about a text.
public final class ReportForm: Form {
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
