import CGIKit
import HTTPTypes
import Site

Site.serve(.logout, [.post]) { (page) throws(Failure) in
    let form = try page.form(LogoutForm.init, "users/logout.html")
    guard page.validateOnSubmit(form) else { return try page.render(form) }
    try page.signOut()
    try page.flash("You are signed out.")
    return page.redirect(to: page.url(.login))
}
