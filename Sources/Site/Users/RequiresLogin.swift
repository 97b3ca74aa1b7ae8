import CGIKit
import HTTPTypes

/// A handler that only signed-in users reach; others are redirected to sign in, and come back (the how-to's
/// `requires_login`).
@export(interface) public func requiresLogin(_ view: @escaping (Page, User) throws(Failure) -> Response) -> Route.View {
    { (page) throws(Failure) in
        if let user = try page.currentUser { return try view(page, user) }
        try page.flash("You need to be signed in for this page.")
        return try page.askToSignIn()
    }
}

/// The same for a page with a form. What was typed is not lost: who sends it without being signed in finds it in the
/// form after signing in, and if it cannot be determined who is signed in, the response shows it.
///
/// - Parameters:
///   - form: Makes the page's form, for a user or a visitor.
///   - view: The handler for a signed-in user.
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
            // If the form fails, too, the first error is reported.
            if page.isSubmitted { _ = try? form(page) }
            throw error
        }
        if page.isSubmitted, try page.currentUser == nil { return try page.askToSignIn(keeping: form(page)) }
        return try membersPage(page)
    }
}

extension Page {
    /// Redirects to the sign-in page, and from there back to this page.
    @export(interface) fileprivate func askToSignIn(query: String? = nil) throws(Failure) -> Response {
        let query = query ?? request.queryString
        let address = try request.path + (query.isEmpty ? "" : "?\(query)")
        return redirect(to: url(.login, [("next", address)]))
    }

    @export(interface) fileprivate func askToSignIn(keeping form: Form) throws(Failure) -> Response {
        guard KeptTexts.hasText(form) else {
            try flash("You need to be signed in for this page.")
            return try askToSignIn()
        }
        guard let token = try KeptTexts(database).keep(form, try limitOfNetwork(.keptTextByAddress), now: now) else {
            refuse(form, .forbidden, "You are not signed in. Sign in in another window, then send this again.")
            return try render(form)
        }
        try flash("Please sign in. What you have written has been kept.")
        return try askToSignIn(query: KeptTexts.query(request.queryString, with: token))
    }
}
