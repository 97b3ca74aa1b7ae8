import CGIKit
import HTTPTypes
import Site

private func lostPasswordForm(_ page: Page) throws(Failure) -> LostPasswordForm {
    try page.form(LostPasswordForm.init, "users/lost_password.html")
}

/// Asks for an email address, and sends a link to it if an account has it. The response does not reveal whether one has.
func lostPassword(page: Page) throws(Failure) -> Response {
    guard page.sendsMail else {
        throw .request(
            RequestError(.gone, "This site does not send email. Please ask its operators for a new password."))
    }
    let form = try lostPasswordForm(page)
    if page.validateOnSubmit(form) {
        guard let wait = try page.mailPasswordReset(to: form.email.data ?? "") else {
            try page.flash(
                "If there is an account with this email address, we have sent an email to it. The link in it works for an hour."
            )
            return page.redirect(to: page.url(.login))
        }
        page.refuseTooMany(form, wait: wait)
    }
    return try page.render(form)
}

/// Sets a new password, for who follows the mailed link.
func resetPassword(page: Page) throws(Failure) -> Response {
    guard let reset = try page.passwordReset() else { return try answerAgain(page) }
    let form = try newPasswordForm(page)
    form.rules = try page.passwordRules(for: reset.user)
    if page.validateOnSubmit(form) {
        guard try page.resetPassword(reset, to: form.password.data ?? "") else {
            return try answerAgain(page)
        }
        return try passwordIsReset(page)
    }
    return page.keepingAddress(try page.render(form, [("user", .object(UserView(reset.user)))]))
}

private func newPasswordForm(_ page: Page) throws(Failure) -> NewPasswordForm {
    try page.form(NewPasswordForm.init, "users/reset_password.html")
}

private func passwordIsReset(_ page: Page) throws(Failure) -> Response {
    try page.flash("Your password has been changed. Sign in with the new one.")
    return page.redirect(to: page.url(.login))
}

/// Says that the link is used up; to the form that has used it up, when it comes twice, that it is done.
private func answerAgain(_ page: Page) throws(Failure) -> Response {
    if try page.repeatsPasswordReset(newPasswordForm) { return try passwordIsReset(page) }
    return try askForAnother(page)
}

private func askForAnother(_ page: Page) throws(Failure) -> Response {
    let form = try lostPasswordForm(page)
    page.refuse(
        form, .gone,
        "This link no longer works: it has been used, it is older than an hour, the password has been changed, or a newer "
            + "link has been sent. You can request a new one here.")
    return page.keepingAddress(try page.render(form, [("action", .string(page.url(.lostPassword)))]))
}
