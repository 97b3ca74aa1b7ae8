import CGIKit

/// What a comment is written with, and edited.
public final class CommentForm: Form {
    public let text = TextAreaField(
        "text", "Comment", [.dataRequired(), .length(max: Comment.longest), Markdown.isVisible],
        filters: [WrittenText.cleaned])
    /// Tells this form from every other, so that it makes one comment however often it is sent.
    public let token = HiddenField("token", "", [.length(max: 64)])
    public let button = HiddenField("button")

    public override var fields: [Field] { [text, token, button] }

    /// Whether the person wants to see first how it will look.
    public var isPreview: Bool { button.data == "preview" }
}
