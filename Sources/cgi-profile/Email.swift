import CGIKit
import HTTPTypes
import Site

func changeEmailForm(page: Page) throws(Failure) -> EmailForm {
    try page.form(EmailForm.init, "users/change_email.html")
}

func changeEmail(page: Page, user: User) throws(Failure) -> Response {
    let form = try changeEmailForm(page: page)
    if page.validateOnSubmit(form) {
        switch try page.changeEmail(of: user, to: form.email.data ?? "", password: form.current.data ?? "") {
        case .mailed:
            try page.flash("A message is on its way to your new address. Follow its link to make it yours here.")
            return page.redirect(to: page.url(.home))
        case .changed:
            try page.flash("Your email address is changed.")
            return page.redirect(to: page.url(.home))
        case .same: form.email.errors.append("This is your address already.")
        case .wrongPassword: form.current.errors.append("This is not your current password.")
        case .taken: form.email.errors.append("There is an account with this address already.")
        case .tooMany(let wait): page.refuseTooMany(form, wait: wait)
        case .tooManyPasswords(let wait): page.refuseTooManyPasswords(form, wait: wait)
        }
    }
    return try page.render(form, [("sends_mail", .bool(page.sendsMail))])
}

/// Has the link that confirms one's address mailed once more.
func mailConfirmation(page: Page, user: User) throws(Failure) -> Response {
    let form = try page.form(ConfirmForm.init, "users/confirm.html")
    let context = [(name: "user", value: Value.object(UserView(user)))]
    guard page.validateOnSubmit(form) else { return try page.render(form, context) }
    if user.isConfirmed {
        try page.flash("Your email address is confirmed already.")
    } else if let wait = try page.mailConfirmation(to: user) {
        page.refuseTooMany(form, wait: wait)
        return try page.render(form, context)
    } else {
        try page.flash("A message is on its way to \(user.email ?? ""). Follow its link to confirm your address.")
    }
    return page.redirect(to: page.url(.home))
}

// Mailed links lead to these. They ask before they do anything: programs that look at mail follow its links too.

func confirmEmail(page: Page) throws(Failure) -> Response {
    let user = try page.emailConfirmation()
    return try ask(page, "users/confirm.html", user, to: user.email ?? "") { () throws(Failure) in
        try page.confirmEmail(of: user)
        return "Thank you. Your email address is confirmed."
    }
}

func confirmChange(page: Page) throws(Failure) -> Response {
    let (user, address) = try page.emailChange()
    return try ask(page, "users/confirm.html", user, to: address) { () throws(Failure) in
        try page.confirmChange(of: user, to: address) ? "Your email address is changed." : nil
    }
}

func revertEmail(page: Page) throws(Failure) -> Response {
    let (user, address) = try page.emailReversal()
    return try ask(page, "users/revert_email.html", user, to: address) { () throws(Failure) in
        try page.revertEmail(of: user, to: address)
            ? "The account has its former address again, and nobody is signed in to it. A message with a link to a new "
                + "password is on its way to you."
            : nil
    }
}

/// Shows a form of one button, and does what it is for.
///
/// - Parameter act: does it; its words are shown on the next page. Nil if another account has the address.
private func ask(
    _ page: Page, _ template: String, _ user: User, to address: String, _ act: () throws(Failure) -> String?
) throws(Failure) -> Response {
    let form = try page.form(ConfirmForm.init, template)
    if page.validateOnSubmit(form) {
        if let message = try act() {
            try page.flash(message)
            return page.redirect(to: page.url(try page.currentUser == nil ? .login : .home))
        }
        page.refuse(form, .conflict, "There is another account with this address now. Nothing was changed.")
    }
    return page.keepingAddress(
        try page.render(form, [("user", .object(UserView(user))), ("address", .string(address))]))
}
