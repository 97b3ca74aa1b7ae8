import CGIKit

/// The form for writing and editing a post.
public final class PostForm: Form {
    /// The button that was pressed.
    public enum Action {
        /// `Publish`, `Save draft` and `Preview`.
        case publish, saveDraft, preview
    }

    /// The title: a line of text without invisible characters.
    public let title = StringField("title", "Title", PostForm.titleChecks, filters: [.strip])
    /// The text in Markdown.
    public let text = TextAreaField("text", "Text", PostForm.textChecks, filters: [WrittenText.cleaned])
    /// The tags, separated by spaces; they are normalized.
    public let tags = StringField(
        "tags", "Tags", [.custom(PostTags.validate)], filters: [.text(PostTags.normalized)])
    /// The form token, because of which a form makes one post however often it is sent.
    public let token = HiddenField("token", "", [.length(max: 64)])
    /// The fingerprint of the post that the form began with; empty for a new one.
    public let base = HiddenField("base", "", [.length(max: TextFingerprint.longest)])
    /// The value of the button that was pressed.
    public let button = HiddenField("button")

    public override var fields: [Field] { [title, text, tags, token, base, button] }

    /// What the button says; publishing, if it says nothing that is known.
    public var action: Action {
        switch button.data {
        case "preview": .preview
        case "draft": .saveDraft
        default: .publish
        }
    }

    /// A preview needs no title yet.
    @export(interface) public override func validate() -> Bool {
        let isValid = super.validate()
        guard action == .preview, (title.data ?? "").isEmpty else { return isValid }
        title.errors = []
        return errors.isEmpty
    }

    /// Whether a preview is asked for and there is a text to show, whatever is wrong with the rest.
    public var hasPreview: Bool { action == .preview && text.errors.isEmpty && formErrors.isEmpty }

    private static var titleChecks: [Validator] {
        [
            .dataRequired(message: "Enter a title."),
            .length(max: PostLimits.titleLength, message: "The title cannot be longer than %(max)d characters."),
            .custom(isShowable),
        ]
    }

    private static var textChecks: [Validator] {
        Markdown.checks("Enter some text.", most: PostLimits.textLength)
    }

    /// A title stands beside other text: it must not turn that around, nor look as if it were not there.
    private static func isShowable(_ form: Form, _ field: Field) throws(ValidationError) {
        for scalar in EmojiSequences.simplified(Array(field.value.text.unicodeScalars)) {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                throw ValidationError("A title cannot contain invisible characters.")
            case .format where !isWrittenWith(scalar):
                throw ValidationError("A title cannot contain invisible characters.")
            default: break
            }
        }
        if !VisibleText.hasVisible(field.value.text) {
            throw ValidationError("A title must contain a visible character.")
        }
    }

    /// Whether it is a character that languages are written with: the joiners, of Persian and Hindi, and the marks that tell
    /// which way the blanks and signs beside them are written, of Arabic and Hebrew.
    private static func isWrittenWith(_ format: Unicode.Scalar) -> Bool {
        switch format.value {
        case 0x61C, 0x200C...0x200F: true
        default: false
        }
    }
}
