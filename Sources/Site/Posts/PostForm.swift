import CGIKit

/// What a post is written with, and edited.
public final class PostForm: Form {
    /// What the button that was pressed says.
    public enum Action {
        case publish, saveDraft, preview
    }

    public let title = StringField("title", "Title", PostForm.titleChecks, filters: [.strip])
    public let text = TextAreaField("text", "Text", PostForm.textChecks, filters: [WrittenText.cleaned])
    public let tags = StringField(
        "tags", "Tags", [.custom(PostTags.validate)], filters: [.text(PostTags.normalized)])
    /// Tells this form from every other, so that it makes one post however often it is sent.
    public let token = HiddenField("token", "", [.length(max: 64)])
    /// The fingerprint of the post that the form began with; empty for a new one.
    public let base = HiddenField("base", "", [.length(max: TextFingerprint.longest)])
    public let button = HiddenField("button")

    public override var fields: [Field] { [title, text, tags, token, base, button] }

    public var action: Action {
        switch button.data {
        case "preview": .preview
        case "draft": .saveDraft
        default: .publish
        }
    }

    private static var titleChecks: [Validator] {
        [
            .dataRequired(message: "Enter a title."),
            .length(max: PostLimits.titleLength, message: "The title cannot be longer than %(max)d characters."),
            .custom(isShowable),
        ]
    }

    private static var textChecks: [Validator] {
        Markdown.checks("Write a text.", most: PostLimits.textLength)
    }

    /// A title stands beside other text: it must not turn that around, nor look as if it were not there.
    private static func isShowable(_ form: Form, _ field: Field) throws(ValidationError) {
        var isVisible = false
        for scalar in field.value.text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                throw ValidationError("A title cannot have invisible characters in it.")
            // But for the joiners, which Persian, Hindi and emoji are written with.
            case .format where scalar != "\u{200C}" && scalar != "\u{200D}":
                throw ValidationError("A title cannot have invisible characters in it.")
            default: break
            }
            if WrittenText.canBeSeen(scalar) { isVisible = true }
        }
        if !isVisible { throw ValidationError("A title needs something to be seen.") }
    }
}
