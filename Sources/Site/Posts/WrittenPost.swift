import CGIKit

/// What somebody has written, with all that is made of it before it is stored: reading a page makes none of it.
public struct WrittenPost {
    public let title: String
    /// Separated by blanks.
    public let tags: String
    public let source: String
    public let slug: String
    public let html: Markup
    /// The text without markup, for the search.
    public let plain: String
    public let excerpt: String

    /// - Parameter nofollow: whether links tell search engines not to count them.
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
