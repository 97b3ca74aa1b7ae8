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
        if let answer = try answer(saved, form, on: page) { return answer }
    }
    return try render(form, on: page, user, [("is_new", true), ("can_draft", true)])
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
    if page.validateOnSubmit(form), form.action != .preview, try maySave(form, as: post, on: page) {
        let written = written(form, by: user)
        let writer = try page.writer(user)
        let posts = try page.posts
        let saved = try failing { () throws(DatabaseError) in
            try posts.edit(
                post.id, written, by: writer, base: form.base.data ?? "", publishing: form.action == .publish)
        }
        guard let saved else { throw .request(RequestError(.notFound, "There is no such post.")) }
        if let answer = try answer(saved, form, on: page) { return answer }
    }
    return try render(
        form, on: page, user,
        [("post", .object(PostView(post))), ("can_draft", .bool(post.status == .draft))])
}

/// A draft that is published is a new text.
private func maySave(_ form: PostForm, as post: Post, on page: Page) throws(Failure) -> Bool {
    guard post.status == .draft, form.action == .publish else { return true }
    return try page.mayWrite(form)
}

/// Leads to the post; nil if it was not saved: the form then says why.
private func answer(_ saved: SavedPost, _ form: PostForm, on page: Page) throws(Failure) -> Response? {
    switch saved {
    case .saved(let post):
        try flash(post, on: page)
        return page.redirect(to: page.url(.post, [("post", post.key)]))
    case .tooMany(let seconds): page.refuseTooMany(form, wait: seconds)
    case .conflict(let current):
        form.base.data = current
        page.refuse(
            form, .conflict,
            "The post was changed while you were writing. Look at it as it is now before you save over it.")
    case .noDraft:
        page.refuse(
            form, .conflict,
            "This post is no draft any more: others may have seen it. What you publish here takes the place of its text."
        )
    }
    return nil
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
    if page.isSubmitted, form.action == .preview, form.errors.isEmpty {
        context.append(("preview", .markup(written(form, by: user).html)))
    }
    return try page.render(form, context)
}

private func flash(_ post: Post, on page: Page) throws(Failure) {
    switch post.status {
    case .published: try page.flash("Your post is published.")
    case .pending: try page.flash("Your post is saved. Others will see it when staff has looked at it.")
    case .draft: try page.flash("The draft is saved. Only you can see it.")
    default: try page.flash("The post is saved.")
    }
}
