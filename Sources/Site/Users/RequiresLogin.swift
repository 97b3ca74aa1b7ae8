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
