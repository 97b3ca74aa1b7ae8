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
            try page.flash("We have sent an email to your new address. Follow the link in it to complete the change.")
            return page.redirect(to: page.url(.home))
        case .changed:
            try page.flash("Your email address has been changed.")
            return page.redirect(to: page.url(.home))
        case .same: form.email.errors.append("This is already your email address.")
        case .wrongPassword: form.current.errors.append("This is not your current password.")
        case .taken: form.email.errors.append("An account with this email address already exists.")
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
        try page.flash("Your email address is already confirmed.")
    } else if let wait = try page.mailConfirmation(to: user) {
        page.refuseTooMany(form, wait: wait)
        return try page.render(form, context)
    } else {
        try page.flash(
            "We have sent an email to \(user.email ?? ""). Follow the link in it to confirm your email address.")
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
        try page.confirmChange(of: user, to: address) ? "Your email address has been changed." : nil
    }
}

func revertEmail(page: Page) throws(Failure) -> Response {
    let (user, address) = try page.emailReversal()
    return try ask(page, "users/revert_email.html", user, to: address) { () throws(Failure) in
        try page.revertEmail(of: user, to: address)
            ? "The account has its old email address again, and everybody has been signed out. We have sent you an email "
                + "with a link to set a new password."
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
        page.refuse(form, .conflict, "Another account has this email address now. Nothing was changed.")
    }
    return page.keepingAddress(
        try page.render(form, [("user", .object(UserView(user))), ("address", .string(address))]))
}
