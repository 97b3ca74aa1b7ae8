import CGIKit
import HTTPTypes
import Site

func noticesForm(page: Page) throws(Failure) -> NoticesForm {
    let user = try page.currentUser
    return try page.form(
        NoticesForm.init, "users/notices.html",
        defaults: [
            "frequency": .text((user?.noticeFrequency ?? .each).name),
            "moderation": .text(user?.wantsStaffNotices == false ? "off" : "hourly"),
        ])
}

/// The user's notification settings.
func notices(page: Page, user: User) throws(Failure) -> Response {
    let form = try noticesForm(page: page)
    let notices = try page.notices
    if page.validateOnSubmit(form), let frequency = NoticeFrequency(name: form.frequency.data ?? "") {
        try failing { () throws(DatabaseError) in
            try notices.setFrequency(frequency, of: user.id)
            if user.isStaff { try notices.setStaffNotices(form.moderation.data == "hourly", of: user.id) }
        }
        try page.flash("Your settings have been saved.")
        return page.redirect(to: page.url(.home))
    }
    let muted = try failing { () throws(DatabaseError) in try notices.muted(by: user.id) }
    return try page.render(
        form,
        [
            ("user", .object(UserView(user))), ("sends_mail", .bool(page.sendsMail)),
            ("is_staff", .bool(user.isStaff)),
            (
                "muted",
                .list(List(muted.map { .tuple([.int(Int($0.post)), .string($0.title)]) }))
            ),
        ])
}

func threadForm(page: Page) throws(Failure) -> ConfirmForm {
    try page.form(ConfirmForm.init, "users/thread_notices.html")
}

/// Whether the user wants notifications about a discussion.
func threadNotices(page: Page, user: User) throws(Failure) -> Response {
    let post = try page.visiblePost(id: page.postID)
    let form = try threadForm(page: page)
    let isOff = user.noticeFrequency == .off
    let notices = try page.notices
    if page.validateOnSubmit(form) {
        let isMuted = form.button.data == "mute"
        try failing { () throws(DatabaseError) in try notices.setMuted(isMuted, post.id, by: user.id) }
        try page.flash(
            isMuted
                ? "You will get no more notifications about this discussion."
                : isOff
                    ? "The discussion is no longer muted." : "You will get notifications about this discussion again.")
        return page.redirect(to: page.url(.post, [("post", post.key)]))
    }
    let isMuted = try failing { () throws(DatabaseError) in try notices.isMuted(post.id, by: user.id) }
    return try page.render(
        form, [("post", .object(PostView(post))), ("is_muted", .bool(isMuted)), ("is_off", .bool(isOff))])
}

/// Where the links of messages lead that stop them. A POST does it without more ado: mail programs send it for their readers,
/// who need not be signed in (RFC 8058); the token says who they are.
func stopNotices(page: Page) throws(Failure) -> Response {
    let stop = try page.stopNotices()
    if page.isSubmitted {
        let notices = try page.notices
        try failing { () throws(DatabaseError) in
            if let post = stop.postID {
                try notices.setMuted(true, post, by: stop.userID)
            } else {
                try notices.setFrequency(.off, of: stop.userID)
            }
        }
    }
    return page.keepingAddress(
        try page.render(
            "users/stop_notices.html",
            [("is_done", .bool(page.isSubmitted)), ("is_thread", .bool(stop.postID != nil))]))
}
