import CGIKit
import HTTPTypes
import Site

Site.serve(.login, [.get, .post]) { (page) throws(Failure) in
    let form = try page.form(LoginForm.init, "users/login.html")
    var isRefused = false
    if page.validateOnSubmit(form) {
        let destination = try page.next ?? page.url(.home)
        switch try page.signIn(email: form.email.data ?? "", password: form.password.data ?? "") {
        case .done(.user(let user)):
            try page.flash("Welcome \(user.displayName)")
            return page.redirect(to: destination)
        case .done(.inactive(let reason)):
            isRefused = true
            let why = reason.map { " Staff has written: \($0)" } ?? ""
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
