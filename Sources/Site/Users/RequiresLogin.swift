import CGIKit

/// Lets only people who are signed in see a page; others are sent to sign in, and come back (the seed's
/// `requires_login`).
public func requiresLogin(_ view: @escaping (Page, User) throws(Failure) -> Response) -> Route.View {
    { (page) throws(Failure) in
        if let user = try page.currentUser { return try view(page, user) }
        try page.flash("You need to be signed in for this page.")
        return page.redirect(to: page.url(.login, [("next", try page.request.path)]))
    }
}

/// The same for a page with a form. When a form is sent while nobody can find out who is signed in, the answer shows
/// what was typed.
///
/// - Parameter form: makes the page's form, for whoever is signed in or for nobody.
public func requiresLogin<Kept: Form>(
    keeping form: @escaping (Page) throws(Failure) -> Kept,
    _ view: @escaping (Page, User) throws(Failure) -> Response
) -> Route.View {
    let membersPage = requiresLogin(view)
    return { (page) throws(Failure) in
        do throws(Failure) {
            _ = try page.currentUser
        } catch {
            page.giveUpOnUser()
            // Should the form fail too, what failed first is what counts.
            if page.isSubmitted { _ = try? form(page) }
            throw error
        }
        return try membersPage(page)
    }
}
