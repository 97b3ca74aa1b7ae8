import CGIKit
import HTTPTypes
import Site

func reportForm(page: Page) throws(Failure) -> ReportForm { try page.form(ReportForm.init, "moderation/report.html") }

/// A member tells staff about a post, or about the comment on it that the query names.
func report(page: Page, user: User) throws(Failure) -> Response {
    let post = try page.visiblePost(id: page.postID)
    let comment = try reported(page, on: post)
    guard try page.rights.may(.report, textOf: comment?.authorID ?? post.authorID) else {
        throw .request(
            RequestError(.forbidden, "You cannot report what you have written yourself, but you can delete it."))
    }
    let form = try reportForm(page: page)
    let postURL = page.url(.post, [("post", post.key)])
    if page.validateOnSubmit(form), try page.report(form, comment, on: post, by: user) {
        let shown = try comment.map { (comment) throws(Failure) in try page.url(of: comment, on: post) }
        return page.redirect(to: shown ?? postURL)
    }
    return try page.render(
        form,
        [
            ("post", .object(PostView(post))),
            ("shown_url", .string(comment.map { page.url(.comment, [("comment", String($0.id))]) } ?? postURL)),
            ("comment", try comment.map(page.view) ?? Value.none),
        ])
}

private func reported(_ page: Page, on post: Post) throws(Failure) -> Comment? {
    guard let number = try page.request.query["comment"] else { return nil }
    return try page.visibleComment(number, on: post)
}
