import CGIKit
import HTTPTypes
import Site

func show(page: Page) throws(Failure) -> Response {
    let id = try page.postID
    let source = PageSource(
        version: PostStore.versionByKey, [.integer(id), .text(page.parameter("post") ?? "")],
        template: "posts/post.html", parts: ["comments/thread.html", "comments/comment.html", "forms/barred.html"])
    let response = try page.answer(source) { () throws(Failure) in
        let (post, text) = try page.visiblePostWithText(id: id)
        guard post.key == page.parameter("post") else {
            let address = page.url(.post, [("post", post.key)])
            // Who may not see a post is not told its title.
            let isEveryones = post.status == .published
            return (isEveryones ? page.redirectEveryone(to: address) : page.redirect(to: address), nil)
        }
        let user = try page.currentUser
        let response = try page.render(
            "posts/post.html",
            [
                ("post", .object(PostView(post))), ("html", .markup(text.html)),
                ("can_edit", .bool(post.isFor(user, .edit))),
                ("can_publish", .bool(post.status == .draft ? try page.rights.may(.write) : false)),
                ("can_delete", .bool(post.isFor(user, .delete))), ("can_restore", .bool(post.isFor(user, .restore))),
                ("hidden_reason", Value(try page.hiddenReason(of: post))),
            ] + (try page.thread(on: post)))
        return (response, post.status == .published ? post.contentVersion : nil)
    }
    try page.noteVisit(to: id)
    return response
}

/// What a post was before each of its edits, for its author and staff.
func revisions(page: Page, user: User) throws(Failure) -> Response {
    let (post, text) = try page.post(for: user, to: .seeUnpublished)
    let posts = try page.posts
    let revisions = try failing { () throws(DatabaseError) in try posts.revisions(of: post.id) }
    return try page.render(
        "posts/revisions.html",
        [
            ("post", .object(PostView(post))), ("source", .string(text.source)),
            ("revisions", .list(List(revisions.map { .object(RevisionView($0)) }))),
        ])
}
