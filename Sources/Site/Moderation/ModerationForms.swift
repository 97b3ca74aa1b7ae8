import CGIKit

/// What staff decides about a text or a person: the button that was pressed, and why.
public final class ModerationForm: Form {
    public let reason = StringField("reason", "Reason", [.length(max: 500), .custom(isGiven)], filters: [.strip])
    public let act = HiddenField("act")

    public override var fields: [Field] { [reason, act] }

    /// Nil if the form names none.
    public var chosenAct: Act? { act.data.flatMap { Act(rawValue: $0) } }

    /// What takes something away from somebody must be explained to them.
    private static func isGiven(_ form: Form, _ field: Field) throws(ValidationError) {
        guard let form = form as? ModerationForm, let act = form.chosenAct else { return }
        switch act {
        case .hide, .lock, .ban:
            if field.value.text.isEmpty { throw ValidationError("Please say why: the reason is shown to whom it concerns.") }
        default: return
        }
    }
}

/// A member tells staff about a text.
public final class ReportForm: Form {
    public let reason = StringField(
        "reason", "What is wrong with it?", [.dataRequired(), .length(max: 500)], filters: [.strip])

    public override var fields: [Field] { [reason] }
}
