import CGIKit

/// A post as templates see it.
public final class PostView: TemplateObject {
    private let post: Post
    private let found: FoundPost?

    /// Shows a post.
    @export(interface) public init(_ post: Post) {
        self.post = post
        found = nil
    }

    /// Shows a post that was found, with the matches marked in the title and the excerpt.
    @export(interface) public init(_ found: FoundPost) {
        post = found.post
        self.found = found
    }

    public override var typeName: String { "Post" }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "id": .int(Int(post.id))
        case "key": .string(post.key)
        case "title": found.map { .markup($0.title) } ?? .string(post.title)
        case "excerpt": found.map { .markup($0.snippet) } ?? .string(post.excerpt)
        case "author": Value(post.authorName)
        case "comment_count": .int(Int(post.commentCount))
        case "tags": .list(List(post.tagList.map { .string($0) }))
        case "created": .object(TimeView(post.createdAt))
        case "published": PostView.time(post.publishedAt)
        // Only where readers had seen it before.
        case "edited": PostView.time(post.editedAt)
        case "updated": .object(TimeView(post.updatedAt))
        case "is_locked": .bool(post.isLocked)
        case "status": .int(Int(post.status.rawValue))
        case "getStatus":
            .function(
                Function(name) { _ throws(TemplateError) in
                    self.post.status.name.map { .string($0) } ?? .undefined(Undefined(name: name))
                })
        default: nil
        }
    }

    /// `<Post 12>`: the model's `__repr__`, as in the how-to.
    ///
    /// - Throws: Nothing.
    public override func rendered() throws(TemplateError) -> Value { .string("<Post \(post.id)>") }

    private static func time(_ seconds: Int64?) -> Value { seconds.map { .object(TimeView($0)) } ?? .none }
}
