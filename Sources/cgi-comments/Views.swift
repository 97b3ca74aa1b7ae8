import CGIKit
import HTTPTypes
import Site

/// The permanent URL of a comment redirects to its place in the discussion.
func show(page: Page) throws(Failure) -> Response {
    let (comment, post) = try page.visibleComment()
    return .redirect(to: try page.url(of: comment, on: post), status: .seeOther)
}

func newForm(page: Page) throws(Failure) -> CommentForm {
    try page.form(CommentForm.init, "comments/new.html", defaults: ["token": .text(try page.newToken())])
}

func newComment(page: Page, user: User) throws(Failure) -> Response {
    let form = try newForm(page: page)
    let post = try page.unlessGone(form, "This post no longer exists. \(CommentForm.copyText)") {
        () throws(Failure) in try page.visiblePost(id: page.postID)
    }
    guard let post else { return try page.render(form) }
    let parent = try answered(page, on: post, form)
    // Unless it is gone, of which the form tells.
    if form.formErrors.isEmpty {
        if page.validateOnSubmit(form), !form.isPreview, try page.mayWrite(form),
            let comment = try page.add(form, to: post, answering: parent, by: user)
        {
            return page.redirect(to: try page.url(of: comment, on: post))
        }
        if !page.isSubmitted, try !page.isOpen(post) {
            // What was typed before signing in is shown once more; an empty form would lead nowhere.
            guard form.hasText else {
                return try page.render(form, [("post", .object(PostView(post))), ("is_closed", true)])
            }
            page.refuse(form, .conflict, "\(CommentForm.closed) \(CommentForm.copyText)")
        }
    }
    let bars = page.isSubmitted ? try page.mustConfirm() : try page.bars(to: .comment)
    let context = [("parent", try parent.map(page.view) ?? Value.none)] + bars
    return try render(form, on: page, user, post, context)
}

/// The comment that is to be answered: the query's `to`. If it is gone, the form says so.
private func answered(_ page: Page, on post: Post, _ form: CommentForm) throws(Failure) -> Comment? {
    guard let to = try page.request.query["to"] else { return nil }
    return try page.unlessGone(
        form,
        "The comment you are replying to has been removed. Copy your text: you can still comment on the post itself."
    ) { () throws(Failure) in try page.visibleComment(to, on: post) }
}

/// Shows a form, with a preview if that is asked for.
func render(
    _ form: CommentForm, on page: Page, _ user: User, _ post: Post, _ context: [(name: String, value: Value)]
) throws(Failure) -> Response {
    var context = context + [("post", .object(PostView(post)))]
    if page.isSubmitted, form.isPreview, form.errors.isEmpty {
        context.append(("preview", .markup(Comment.render(form.text.data ?? "", nofollow: !Standing(user).isKnown))))
    }
    return try page.render(form, context)
}
