import CGIKit
import HTTPTypes
import Site

func deleteForm(page: Page) throws(Failure) -> ConfirmForm { try page.form(ConfirmForm.init, "posts/delete.html") }

/// Takes a post away, or brings it back. Nothing is lost: its author finds it among the drafts.
func deletePost(page: Page, user: User) throws(Failure) -> Response {
    // Whoever has deleted it finds it deleted.
    let (post, _) = try page.post(for: user, to: .edit)
    let form = try deleteForm(page: page)
    if page.validateOnSubmit(form) {
        let posts = try page.posts
        let now = page.now
        let status = try failing { () throws(DatabaseError) in
            try posts.deleteOrRestore(post.id, by: user, isRestored: form.button.data == "restore", now: now)
        }
        switch status {
        case .deleted: try page.flash("The post has been deleted. You can restore it.")
        case .published: try page.flash("The post has been restored.")
        case .draft: try page.flash("The post has been restored as a draft.")
        default: try page.flash("The post has changed in the meantime, so nothing was done.")
        }
        return page.redirect(to: page.url(.post, [("post", post.key)]))
    }
    return try page.render(form, [("post", .object(PostView(post)))])
}
