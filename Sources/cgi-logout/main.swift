import CGIKit
import Site

Site.serve(.logout) { (page) throws(Failure) in
    // Sent twice, it is done already. (Who comes without any session has lost it, and is asked as ever.)
    let hasSession = try page.session.signedAt != nil
    if hasSession, try page.currentUser == nil { return try page.farewell("You are signed out.") }
    let form = try page.form(LogoutForm.init, "users/logout.html")
    guard page.validateOnSubmit(form) else { return try page.render(form) }
    try page.signOut()
    return try page.farewell("You are signed out.")
}
