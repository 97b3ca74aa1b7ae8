import CGIKit
import HTTPTypes
import Site

func newForm(page: Page) throws(Failure) -> PostForm {
    try page.form(PostForm.init, "posts/edit.html", defaults: ["token": .text(try page.newToken())])
}

func newPost(page: Page, user: User) throws(Failure) -> Response {
    let form = try newForm(page: page)
    if page.validateOnSubmit(form), form.action != .preview, try page.mayWrite(form) {
        let written = written(form, by: user)
        let writer = try page.writer(user)
        let posts = try page.posts
        let saved = try failing { () throws(DatabaseError) in
            try posts.create(
                written, by: writer, isDraft: form.action == .saveDraft, token: form.token.data ?? "",
                base: form.base.data ?? "")
        }
        switch try answer(saved, to: nil, form, on: page) {
        case .response(let response): return response
        case .again(let context): return try render(form, on: page, user, context + [("can_draft", true)])
        }
    }
    return try render(form, on: page, user, [("can_draft", true)] + page.bars(to: .post))
}

/// What the form of an edit begins with is the post that the address names.
func editForm(page: Page) throws(Failure) -> PostForm {
    guard let user = try page.currentUser else { return try page.form(PostForm.init, "posts/edit.html") }
    let (post, text) = try page.post(for: user, to: .edit)
    return try form(editing: post, text, on: page)
}

private func form(editing post: Post, _ text: PostText, on page: Page) throws(Failure) -> PostForm {
    try page.form(
        PostForm.init, "posts/edit.html",
        defaults: [
            "title": .text(post.title), "text": .text(text.source), "tags": .text(post.tags),
            "base": .text(post.fingerprint(with: text)),
        ])
}

func editPost(page: Page, user: User) throws(Failure) -> Response {
    let (post, text) = try page.post(for: user, to: .edit)
    let form = try form(editing: post, text, on: page)
    var context: [(name: String, value: Value)] = [
        ("post", .object(PostView(post))), ("can_draft", .bool(post.status == .draft)),
    ]
    if page.validateOnSubmit(form), form.action != .preview, try maySave(form, as: post, on: page) {
        let written = written(form, by: user)
        let writer = try page.writer(user)
        let posts = try page.posts
        let saved = try failing { () throws(DatabaseError) in
            try posts.edit(
                post.id, written, by: writer, base: form.base.data ?? "", publishing: form.action == .publish)
        }
        guard let saved else { throw .request(RequestError(.notFound, "This post does not exist.")) }
        switch try answer(saved, to: post, form, on: page) {
        case .response(let response): return response
        case .again(let answered): context += answered
        }
    } else if !page.isSubmitted {
        context += try page.bars(to: post.status == .draft ? .post : .edit)
    } else {
        context += try page.mustConfirm()
    }
    return try render(form, on: page, user, context)
}

/// A draft that is published is a new text.
private func maySave(_ form: PostForm, as post: Post, on page: Page) throws(Failure) -> Bool {
    guard post.status == .draft, form.action == .publish else { return true }
    return try page.mayWrite(form)
}

private enum Answer {
    case response(Response)
    /// Nothing was saved: the form says why, and more is shown next to it.
    case again([(name: String, value: Value)])
}

/// Leads to the post, if it was saved.
///
/// - Parameter former: the post before that; nil if there was none.
private func answer(
    _ saved: SavedPost, to former: Post?, _ form: PostForm, on page: Page
) throws(Failure) -> Answer {
    switch saved {
    case .saved(let post): return .response(try shown(post, was: former, on: page))
    case .tooMany(let seconds): page.refuseTooMany(form, wait: seconds)
    case .conflict(let current, let text):
        form.base.data = current.fingerprint(with: text)
        page.refuse(
            form, .conflict,
            "The post has changed since you started editing. It is shown below as it is now. Saving will replace it with yours."
        )
        let rendered = page.rendered([(current, text)])[0]
        return .again([
            ("current", .object(PostView(current))), ("current_html", .markup(rendered.text.html)),
            ("current_source", .string(text.source)),
        ])
    case .noDraft:
        page.refuse(
            form, .conflict,
            "This post is no longer a draft, and others may have seen it. Publishing will replace its text with this one."
        )
    }
    return .again([])
}

private func written(_ form: PostForm, by user: User) -> WrittenPost {
    WrittenPost(
        title: form.title.data ?? "", tags: form.tags.data ?? "", source: form.text.data ?? "",
        nofollow: !Standing(user).isKnown)
}

private func render(
    _ form: PostForm, on page: Page, _ user: User, _ context: [(name: String, value: Value)]
) throws(Failure) -> Response {
    var context = context
    if page.isSubmitted, form.hasPreview {
        context.append(("preview", .markup(written(form, by: user).html)))
    }
    return try page.render(form, context)
}

/// Leads to a post that was saved, and says what that means for its readers.
///
/// - Parameter former: the post before that; nil if there was none.
func shown(_ post: Post, was former: Post?, on page: Page) throws(Failure) -> Response {
    switch post.status {
    case .published where former?.status == .published: try page.flash("Your changes have been saved.")
    case .published: try page.flash("Your post has been published.")
    case .pending where former?.status != .pending:
        try page.flash("Your post has been saved. Others will see it after staff has approved it.")
    case .draft: try page.flash("Your draft has been saved. Only you can see it.")
    default: try page.flash("Your changes have been saved.")
    }
    return page.redirect(to: page.url(.post, [("post", post.key)]))
}
