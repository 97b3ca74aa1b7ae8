import CGIKit

/// The form for writing and editing a comment.
public final class CommentForm: Form {
    /// The text in Markdown.
    public let text = TextAreaField(
        "text", "Comment", Markdown.checks("Write a comment.", most: Comment.longest),
        filters: [WrittenText.cleaned])
    /// The form token, because of which a form makes one comment however often it is sent.
    public let token = HiddenField("token", "", [.length(max: 64)])
    /// The fingerprint of the text that an edit began with.
    public let base = HiddenField("base", "", [.length(max: TextFingerprint.longest)])
    /// The button that was pressed: `preview`, or anything else to save.
    public let button = HiddenField("button")

    public override var fields: [Field] { [text, token, base, button] }

    /// Whether the user wants to see a preview first.
    public var isPreview: Bool { button.data == "preview" }

    /// Whether it contains a text that the user would miss.
    public var hasText: Bool { !(text.data ?? "").isEmpty }

    /// Fills the form with the text to be edited.
    @export(interface) public func begin(with comment: Comment) {
        text.data = comment.source
        base.data = comment.fingerprint
    }

    // What is said above texts that cannot be saved.
    /// What a page says next to a text that it cannot save.
    public static var copyText: String { "Copy your text if you want to use it elsewhere." }
    /// What a page says where the discussion is locked.
    public static var closed: String { "This discussion is locked." }
}

extension Comment {
    /// A hash of the text, by which an edit notices that the text has changed.
    public var fingerprint: String { TextFingerprint.of(source) }

    /// Whether it is still as it was when a form for it was begun.
    ///
    /// - Parameter base: what the form has; empty if it does not say, as one that was opened before forms did, or a script's.
    ///   It is then taken to have begun with the comment as it was first written: where there was no edit since, none is
    ///   lost, and where there was one, nobody knows.
    func isStill(_ base: String) -> Bool { base.isEmpty ? editedAt == nil : sameBytes(base, fingerprint) }
}
