import CGIKit
import HTTPTypes
import Site

func moderatePost(page: Page, user: User) throws(Failure) -> Response {
    let (post, text) = try page.visiblePostWithText(id: page.postID)
    return try moderate(
        page, user, .post(post.id), seen: post.fingerprint(with: text), allowed: try page.acts(on: post),
        shown: page.url(.post, [("post", post.key)]),
        [("post", .object(PostView(post))), ("html", .markup(text.html)), ("author", Value(post.authorName))])
}

func moderateComment(page: Page, user: User) throws(Failure) -> Response {
    let (comment, post) = try page.visibleComment()
    return try moderate(
        page, user, .comment(comment.id, on: post.id), seen: comment.fingerprint, allowed: try page.acts(on: comment),
        shown: page.url(.comment, [("comment", String(comment.id))]),
        [
            ("post", .object(PostView(post))), ("comment", try page.view(comment)), ("html", .markup(comment.html)),
            ("author", Value(comment.authorName)),
        ])
}

func moderateUser(page: Page, user: User) throws(Failure) -> Response {
    guard let person = try page.user(named: page.parameter("name") ?? "") else {
        throw .request(RequestError(.notFound, "There is no user with this name."))
    }
    let moderation = try page.moderation
    let record = try failing { () throws(DatabaseError) in try moderation.record(of: person.id) }
    return try moderate(
        page, user, .user(person.id), seen: "", allowed: try page.acts(on: person, record), shown: nil,
        record: record,
        [
            ("person", .object(UserView(person))), ("author", Value(person.name)),
            ("has_hidden", .bool(record.hasHidden)),
            ("texts", views(record.unseen)),
        ])
}

/// Shows what staff may do to something, and does it.
///
/// - Parameters:
///   - seen: the fingerprint of the text; that of a person is empty.
///   - allowed: what may be done to it now.
///   - shown: where it can be seen.
private func moderate(
    _ page: Page, _ user: User, _ target: ModerationTarget, seen: String, allowed: [Act], shown: String?,
    record: PersonRecord? = nil, _ context: [(name: String, value: Value)]
) throws(Failure) -> Response {
    let form = try page.form(ModerationForm.init, "moderation/act.html", defaults: ["seen": .text(seen)])
    if page.validateOnSubmit(form), form.isDecided {
        guard let act = form.chosenAct, allowed.contains(act) else {
            if let act = form.chosenAct, try page.wasDone(act, by: user),
                let answer = try answer(.done, on: page, shown)
            {
                return answer
            }
            throw .request(RequestError(.forbidden, "You cannot do this here."))
        }
        if let answer = try answer(try page.perform(act, on: target, form, by: user), on: page, shown) { return answer }
        form.seen.data = seen
        page.refuse(
            form, .conflict, "It has been edited in the meantime. Please review the current version and decide again.")
    }
    let (entries, reports): ([AuditEntry], [QueuedText.Report]) =
        if let record { (record.entries, []) } else { try historyOfText(target, on: page) }
    let acts = allowed.filter { $0 != .dismiss || !reports.isEmpty }
    return try page.render(
        form,
        context + [
            ("reports", QueuedView.reports(reports)), ("acts", .list(acts.map { .string($0.rawValue) })),
            ("entries", history(entries)),
            ("shown_url", Value(shown)),
        ])
}

private func historyOfText(
    _ text: ModerationTarget, on page: Page
) throws(Failure) -> (entries: [AuditEntry], reports: [QueuedText.Report]) {
    let moderation = try page.moderation
    return try failing { () throws(DatabaseError) in try moderation.history(ofText: text) }
}

/// Leads to where staff goes on; nil if nothing was done, since the text has changed.
private func answer(_ moderated: Moderated, on page: Page, _ shown: String?) throws(Failure) -> Response? {
    switch moderated {
    case .done: try page.flash("Done. This has been recorded in the log.")
    case .before: try page.flash("Somebody else has already done this.")
    case .changed: return nil
    }
    return page.redirect(to: try shown == nil ? page.request.path : page.url(.moderation))
}
