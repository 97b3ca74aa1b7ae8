import CGIKit
import HTTPTypes
import Site

/// The newest comments on a post.
func feed(page: Page) throws(Failure) -> Response {
    let id = try page.postID
    let source = PageSource(version: PostStore.versionByID, [.integer(id)])
    return try page.answerEveryone(source) { () throws(Failure) in
        let post = try page.publishedPost(id: id)
        let comments = try page.comments
        let newest = try failing { () throws(DatabaseError) in try comments.newest(on: id) }
        let addresses = try page.absoluteAddresses()
        let feed = AtomFeed(
            id: addresses.tag("posts/\(id)/comments", since: post.createdAt), title: "Comments on \(post.title)",
            feedURL: addresses.url(.commentFeed, [("post", String(id))]),
            pageURL: addresses.url(.post, [("post", post.key)]),
            updated: post.writtenAt,
            entries: newest.map { entry($0, on: post, addresses) })
        return (feed.response, post.contentVersion)
    }
}

private func entry(_ comment: Comment, on post: Post, _ addresses: AbsoluteAddresses) -> AtomFeed.Entry {
    let author = comment.authorName ?? "Unknown user"
    return AtomFeed.Entry(
        id: addresses.tag("comments/\(comment.id)", since: comment.createdAt), title: "\(author) on \(post.title)",
        url: addresses.url(.comment, [("comment", String(comment.id))]), author: author, published: comment.createdAt,
        updated: comment.editedAt ?? comment.createdAt, content: comment.html,
        contentURL: addresses.url(.post, [("post", post.key)]))
}
