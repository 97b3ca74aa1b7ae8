import CGIKit
import HTTPTypes
import Site

func editForm(page: Page) throws(Failure) -> CommentForm { try page.form(CommentForm.init, "comments/edit.html") }

func editComment(page: Page, user: User) throws(Failure) -> Response {
    let form = try editForm(page: page)
    let found = try page.unlessGone(form, "This comment no longer exists. \(CommentForm.copyText)") {
        () throws(Failure) in try page.visibleComment()
    }
    guard let (comment, post) = found else { return try page.render(form) }
    if let reason = try page.whyNotEditable(comment, on: post) {
        let hasText = form.hasText
        page.refuse(form, hasText ? .conflict : .forbidden, hasText ? "\(reason) \(CommentForm.copyText)" : reason)
        return try render(
            form, on: page, user, post, [("comment", try page.view(comment)), ("is_closed", .bool(!hasText))])
    }
    if !page.isSubmitted, !form.hasText { form.begin(with: comment) }
    var shown = comment
    if page.validateOnSubmit(form), !form.isPreview {
        switch try page.save(form, as: comment, by: user) {
        case .saved:
            try page.flash("Your changes have been saved.")
            return page.redirect(to: try page.url(of: comment, on: post))
        case .gone:
            page.refuse(form, .conflict, "This comment has been removed in the meantime. \(CommentForm.copyText)")
        case .closed: page.refuse(form, .conflict, "\(CommentForm.closed) \(CommentForm.copyText)")
        case .changed(let current): shown = current
        case .tooMany: break
        }
    }
    return try render(
        form, on: page, user, post,
        [("comment", try page.view(shown)), ("is_changed", .bool(shown !== comment))])
}
