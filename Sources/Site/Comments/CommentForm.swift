import CGIKit

/// What a comment is written with, and edited.
public final class CommentForm: Form {
    public let text = TextAreaField(
        "text", "Comment", Markdown.checks("Write a comment.", most: Comment.longest),
        filters: [WrittenText.cleaned])
    /// Tells this form from every other, so that it makes one comment however often it is sent.
    public let token = HiddenField("token", "", [.length(max: 64)])
    /// The fingerprint of the text that an edit began with.
    public let base = HiddenField("base", "", [.length(max: TextFingerprint.longest)])
    public let button = HiddenField("button")

    public override var fields: [Field] { [text, token, base, button] }

    /// Whether the person wants to see first how it will look.
    public var isPreview: Bool { button.data == "preview" }

    /// Whether there is something in it that somebody would miss.
    public var hasText: Bool { !(text.data ?? "").isEmpty }

    /// Takes the text that is to be edited.
    @export(interface) public func begin(with comment: Comment) {
        text.data = comment.source
        base.data = comment.fingerprint
    }

    // What is said above texts that cannot be saved.
    public static var copyText: String { "Copy your text if you want to use it elsewhere." }
    public static var closed: String { "The discussion is closed." }
}

extension Comment {
    /// Another text has another.
    public var fingerprint: String { TextFingerprint.of(source) }

    /// Whether it is still as it was when a form for it was begun.
    ///
    /// - Parameter base: what the form has; empty if it does not say, as one that was opened before forms did, or a script's.
    ///   It is then taken to have begun with the comment as it was first written: where there was no edit since, none is
    ///   lost, and where there was one, nobody knows.
    func isStill(_ base: String) -> Bool { base.isEmpty ? editedAt == nil : sameBytes(base, fingerprint) }
}
