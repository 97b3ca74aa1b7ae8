import CGIKit
import Site

Site.serve(.login) { (page) throws(Failure) in
    let form = try page.form(
        LoginForm.init, "users/login.html", defaults: ["remember": .bool(try page.staysSignedIn)], for: .beginSession)
    var isRefused = false
    if page.validateOnSubmit(form) {
        switch try page.signIn(
            email: form.email.data ?? "", password: form.password.data ?? "", stays: form.remember.data)
        {
        case .done(.user(let user)):
            if !page.isRepeated { try page.flash("Welcome \(user.displayName)") }
            return page.redirect(to: try page.next ?? page.url(.index))
        case .done(.stale): page.refuseAsStale(form)
        case .done(.inactive(let reason)):
            isRefused = true
            let why = reason.map { " Reason: \($0)" } ?? ""
            try page.flash("This account is closed.\(why)", category: "error-message")
        case .done(.wrongEmailOrPassword):
            isRefused = true
            try page.flash("Wrong email or password", category: "error-message")
        case .tooMany(let wait): page.refuseTooManyPasswords(form, wait: wait)
        }
    }
    return try page.render(
        form,
        [("next", Value(try page.next)), ("sends_mail", .bool(page.sendsMail)), ("is_refused", .bool(isRefused))])
}
