import CGIKit
import HTTPTypes
import Site

Site.serve(.register, [.get, .post]) { (page) throws(Failure) in
    let form = try page.form(RegisterForm.init, "users/register.html", for: .beginSession)
    form.rules = try page.passwordRules()
    if page.validateOnSubmit(form) {
        switch try page.register(
            name: form.name.data ?? "", email: form.email.data ?? "", password: form.password.data ?? "")
        {
        case .done(.user):
            if !page.isRepeated { try page.flash("Thanks for registering") }
            if page.sendsMail, !page.isRepeated {
                try page.flash("A message is on its way to you. Follow its link to confirm your address.")
            }
            return page.redirect(to: try page.next ?? page.url(.home))
        case .done(.taken(let name, let email)):
            if name { form.name.errors.append("This name is taken.") }
            if email { form.email.errors.append("There is an account with this address already.") }
        case .tooMany(let wait):
            page.refuseTooMany(form, wait: wait, "Many people have registered here just now. Please send it again in")
        }
    }
    return try page.render(form, [("next", Value(try page.next))])
}
