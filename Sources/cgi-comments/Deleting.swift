import CGIKit
import HTTPTypes
import Site

func deleteForm(page: Page) throws(Failure) -> ConfirmForm { try page.form(ConfirmForm.init, "comments/delete.html") }

/// Takes a comment away, or brings it back.
func deleteComment(page: Page, user: User) throws(Failure) -> Response {
    let (comment, post) = try page.deletableComment()
    let form = try deleteForm(page: page)
    if page.validateOnSubmit(form) {
        let restores = form.button.data == "restore"
        switch try page.deleteOrRestore(comment, isRestored: restores, by: user) {
        case .done:
            try page.flash(
                restores ? "The comment has been restored." : "The comment has been deleted. You can restore it.")
        case .closed: throw closed
        case .changed: try page.flash("The comment has changed in the meantime, so nothing was done.")
        }
        return page.redirect(to: try page.url(of: comment, on: post))
    }
    if !page.isSubmitted, comment.status == .deleted, try !page.mayWriteUnder(post) { throw closed }
    return try page.render(form, [("comment", try page.view(comment)), ("post", .object(PostView(post)))])
}

private var closed: Failure {
    .request(RequestError(.forbidden, "\(CommentForm.closed) Its comments cannot be restored."))
}
