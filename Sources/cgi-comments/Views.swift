import CGIKit
import HTTPTypes
import Site

/// The permanent address of a comment leads to where it stands.
func show(page: Page) throws(Failure) -> Response {
    let (comment, post) = try page.visibleComment()
    return .redirect(to: try page.url(of: comment, on: post), status: .seeOther)
}

func newForm(page: Page) throws(Failure) -> CommentForm {
    try page.form(CommentForm.init, "comments/new.html", defaults: ["token": .text(try page.newToken())])
}

func newComment(page: Page, user: User) throws(Failure) -> Response {
    let post = try page.visiblePost(id: page.postID).post
    let parent = try answered(page, on: post)
    let form = try newForm(page: page)
    if page.validateOnSubmit(form), !form.isPreview, try page.mayWrite(form),
        let comment = try page.add(form, to: post, answering: parent, by: user)
    {
        return page.redirect(to: try page.url(of: comment, on: post))
    }
    return try render(form, on: page, user, post, [("parent", try parent.map(page.view) ?? Value.none)])
}

/// The comment that is to be answered: the query's `to`.
private func answered(_ page: Page, on post: Post) throws(Failure) -> Comment? {
    guard let to = try page.request.query["to"] else { return nil }
    return try page.visibleComment(to, on: post)
}

func editForm(page: Page) throws(Failure) -> CommentForm {
    // Nobody, while it cannot be found out who is there: the form then only keeps what was typed.
    guard try page.currentUser != nil else { return try page.form(CommentForm.init, "comments/edit.html") }
    return try page.form(
        CommentForm.init, "comments/edit.html", defaults: ["text": .text(try page.editableComment().comment.source)])
}

func editComment(page: Page, user: User) throws(Failure) -> Response {
    let (comment, post) = try page.editableComment()
    let form = try editForm(page: page)
    if page.validateOnSubmit(form), !form.isPreview {
        let comments = try page.comments
        let text = form.text.data ?? ""
        let now = page.now
        let isSaved = try failing { () throws(DatabaseError) in
            try comments.edit(comment.id, to: text, nofollow: !Standing(user).isKnown, now: now)
        }
        try page.flash(isSaved ? "Your comment is changed." : "This comment was taken away meanwhile.")
        return page.redirect(to: try page.url(of: comment, on: post))
    }
    return try render(form, on: page, user, post, [("comment", try page.view(comment))])
}

private func render(
    _ form: CommentForm, on page: Page, _ user: User, _ post: Post, _ context: [(name: String, value: Value)]
) throws(Failure) -> Response {
    var context = context + [("post", .object(PostView(post)))]
    if page.isSubmitted, form.isPreview, form.errors.isEmpty {
        context.append(("preview", .markup(Comment.render(form.text.data ?? "", nofollow: !Standing(user).isKnown))))
    }
    return try page.render(form, context)
}

func deleteForm(page: Page) throws(Failure) -> ConfirmForm { try page.form(ConfirmForm.init, "comments/delete.html") }

/// Takes a comment away, or brings it back.
func deleteComment(page: Page, user: User) throws(Failure) -> Response {
    let (comment, post) = try page.deletableComment()
    let form = try deleteForm(page: page)
    if page.validateOnSubmit(form) {
        let restores = form.button.data == "restore"
        let isDone = try page.deleteOrRestore(comment, isRestored: restores)
        try page.flash(
            !isDone
                ? "The comment was changed meanwhile, and is as it was."
                : restores ? "The comment is back." : "The comment is deleted. You can bring it back.")
        return page.redirect(to: try page.url(of: comment, on: post))
    }
    return try page.render(form, [("comment", try page.view(comment)), ("post", .object(PostView(post)))])
}
