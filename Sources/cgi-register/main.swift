import CGIKit
import Site

Site.serve(.register) { (page) throws(Failure) in
    let form = try page.form(RegisterForm.init, "users/register.html", for: .beginSession)
    form.rules = try page.passwordRules()
    if page.validateOnSubmit(form) {
        switch try page.register(
            name: form.name.data ?? "", email: form.email.data ?? "", password: form.password.data ?? "")
        {
        case .done(.user):
            if !page.isRepeated { try page.flash("Thanks for registering") }
            if page.sendsMail, !page.isRepeated {
                try page.flash("We have sent you an email. Follow the link in it to confirm your email address.")
            }
            return page.redirect(to: try page.next ?? page.url(.home))
        case .done(.taken(let name, let email)):
            if name { form.name.errors.append("This name is taken.") }
            if email { form.email.errors.append("An account with this email address already exists.") }
        case .tooMany(let wait):
            page.refuseTooMany(form, wait: wait, "Too many people are registering right now. Please send it again in")
        }
    }
    return try page.render(form, [("next", Value(try page.next))])
}
