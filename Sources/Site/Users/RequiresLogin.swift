import CGIKit
import HTTPTypes

/// A handler that only signed-in users reach; others are redirected to sign in, and come back (the how-to's
/// `requires_login`).
///
/// - Parameter form: makes the page's form, if what is typed there is to be kept (``Route``).
func requiresLogin(
    keeping form: ((Page) throws(Failure) -> Form)? = nil, _ view: @escaping Route.MembersView
) -> Route.View {
    { (page) throws(Failure) in
        let user: User?
        do throws(Failure) {
            user = try page.currentUser
        } catch {
            page.giveUpOnUser()
            // If the form fails, too, the first error is reported.
            if let form, page.isSubmitted { _ = try? form(page) }
            throw error
        }
        if let user { return try view(page, user) }
        if let form, page.isSubmitted { return try page.askToSignIn(keeping: form(page)) }
        try page.flash("You need to be signed in for this page.")
        return try page.askToSignIn()
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
