import CGIKit
import HTTPTypes
import Site

/// Publishes a draft as it is, by the button of its page.
func publishDraft(page: Page, user: User) throws(Failure) -> Response {
    // Whoever has published it finds it published.
    let (post, _) = try page.post(for: user, to: .edit)
    let form = try page.form(ConfirmForm.init, "posts/publish.html")
    if page.validateOnSubmit(form), try page.mayWrite(form) {
        let writer = try page.writer(user)
        let posts = try page.posts
        let saved = try failing { () throws(DatabaseError) in try posts.publish(post.id, by: writer) }
        switch saved {
        case .saved(let saved): return try shown(saved, was: post, on: page)
        case .tooMany(let seconds): page.refuseTooMany(form, wait: seconds)
        default: throw .request(RequestError(.notFound, "This post does not exist."))
        }
    }
    if !page.isSubmitted, post.status != .draft { return page.redirect(to: page.url(.post, [("post", post.key)])) }
    return try page.render(form, [("post", .object(PostView(post)))] + page.bars(to: .post))
}
