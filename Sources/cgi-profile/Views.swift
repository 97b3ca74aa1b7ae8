import CGIKit
import HTTPTypes
import Site

func home(page: Page, user: User) throws(Failure) -> Response {
    try page.render(
        "users/profile.html", [("user", .object(UserView(user))), ("sends_mail", .bool(page.sendsMail))])
}

func editForm(page: Page) throws(Failure) -> ProfileForm {
    let name = try page.currentUser?.displayName ?? ""
    return try page.form(ProfileForm.init, "users/edit.html", defaults: ["name": .text(name)])
}

func edit(page: Page, user: User) throws(Failure) -> Response {
    let form = try editForm(page: page)
    if page.validateOnSubmit(form) {
        switch try page.rename(user, to: form.name.data ?? "") {
        case .done(.user):
            try page.flash("Your profile has been saved.")
            return page.redirect(to: page.url(.home))
        case .done(.taken): form.name.errors.append("This name is taken.")
        case .tooMany(let wait):
            page.refuseTooMany(
                form, wait: wait, "You have changed your name too often. You can change it again in")
        }
    }
    return try page.render(form)
}

func passwordForm(page: Page) throws(Failure) -> PasswordForm {
    let form = try page.form(PasswordForm.init, "users/password.html", for: .changePassword)
    form.rules = try page.passwordRules(for: page.currentUser)
    return form
}

func repeatedPassword(page: Page) throws(Failure) -> Response? {
    try page.repeatsPasswordChange(passwordForm) ? try passwordIsChanged(page) : nil
}

func changePassword(page: Page, user: User) throws(Failure) -> Response {
    let form = try passwordForm(page: page)
    if page.validateOnSubmit(form) {
        switch try page.changePassword(of: user, from: form.current.data ?? "", to: form.password.data ?? "") {
        case .changed: return try passwordIsChanged(page)
        case .wrongPassword: form.current.errors.append("This is not your current password.")
        case .stale: page.refuseAsStale(form)
        case .tooMany(let wait): page.refuseTooManyPasswords(form, wait: wait)
        }
    }
    return try page.render(form)
}

private func passwordIsChanged(_ page: Page) throws(Failure) -> Response {
    if !page.isRepeated { try page.flash("Your password has been changed.") }
    return page.redirect(to: page.url(.home))
}

func repeatedSignOut(page: Page) throws(Failure) -> Response? {
    guard page.isSubmitted, try page.currentUser == nil else { return nil }
    return try isSignedOutEverywhere(page)
}

func signOutEverywhere(page: Page, user: User) throws(Failure) -> Response {
    let form = try page.form(ConfirmForm.init, "users/sessions.html")
    guard page.validateOnSubmit(form) else { return try page.render(form) }
    try page.signOutEverywhere(user)
    return try isSignedOutEverywhere(page)
}

private func isSignedOutEverywhere(_ page: Page) throws(Failure) -> Response {
    try page.farewell("You are signed out everywhere.")
}

/// What everyone may see of a user, and what they posted last.
func profile(page: Page) throws(Failure) -> Response {
    guard let user = try page.user(named: page.parameter("name") ?? ""), try page.showsProfile(of: user) else {
        throw .request(RequestError(.notFound, "There is no user with this name."))
    }
    guard user.name == page.parameter("name") else {
        return page.redirectEveryone(to: page.url(.profile, [("name", user.displayName)]))
    }
    let posts = try page.posts
    let newest = try failing { () throws(DatabaseError) in try posts.posts(.by(author: user.id), count: 5) }
    return try page.render(
        "users/public.html",
        [
            ("user", .object(UserView(user))), ("posts", .list(List(newest.posts.map { .object(PostView($0)) }))),
            ("has_more", .bool(newest.hasOlder)), ("can_moderate", .bool(try page.rights.may(.moderate))),
        ])
}
