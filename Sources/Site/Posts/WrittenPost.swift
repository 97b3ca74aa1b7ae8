import CGIKit

/// The content of a post with all that is derived from it before it is stored, so that no page derives it.
public struct WrittenPost {
    /// The title as plain text.
    public let title: String
    /// The tags, separated by spaces.
    public let tags: String
    /// The text in Markdown.
    public let source: String
    /// The title as part of the URL.
    public let slug: String
    /// The text as HTML.
    public let html: Markup
    /// The text without markup, for the search.
    public let plain: String
    /// The beginning of the text, as plain text.
    public let excerpt: String

    /// - Parameters:
    ///   - title: A valid title.
    ///   - tags: Normalized tags, separated by spaces.
    ///   - source: The text in Markdown.
    ///   - nofollow: Whether links tell search engines to ignore them.
    @export(interface) public init(title: String, tags: String, source: String, nofollow: Bool) {
        self.title = title
        self.tags = tags
        self.source = source
        slug = PostSlug.make(title)
        html = Markdown.render(source, nofollow: nofollow)
        plain = Markdown.excerpt(source, length: .max)
        excerpt = Markdown.excerpt(source, length: PostLimits.excerptLength)
    }
}
