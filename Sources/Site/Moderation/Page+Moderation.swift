import CGIKit
import HTTPTypes

/// What pages do for staff.
extension Page {
    public var moderation: ModerationStore { get throws(Failure) { ModerationStore(try database) } }

    /// Does what a form says, if the person may.
    ///
    /// - Parameter target: what it is done to; the person, if it is one.
    @export(interface) public func perform(
        _ act: Act, on target: ModerationTarget, _ form: ModerationForm, by user: User
    ) throws(Failure) -> Moderated {
        let moderation = try moderation
        let first = try failing { () throws(ConfigurationError) in try configuration.waitingPosts }
        let notices = replyNotices
        let submission = try submission(.moderate, act.rawValue)
        return try failing { () throws(DatabaseError) in
            try moderation.perform(
                act, on: target, withTexts: form.texts.data, seen: form.seen.data ?? "", by: user,
                reason: form.reason.data ?? "", first: first,
                submission: submission, notices: notices, now: now)
        }
    }

    /// Whether the form that is sent has done this before: it may be impossible to do it once more.
    @export(interface) public func wasDone(_ act: Act, by user: User) throws(Failure) -> Bool {
        try wasDone(.moderate, act.rawValue, for: user.id)
    }

    /// What staff may do to a text just now, for the buttons of its page.
    @export(interface) public func acts(on post: Post) throws(Failure) -> [Act] {
        allowed(acts(on: post.status) + [.dismiss, post.isLocked ? .unlock : .lock], on: post.authorID, by: try rights)
    }

    @export(interface) public func acts(on comment: Comment) throws(Failure) -> [Act] {
        let status = PostStatus(rawValue: comment.status.rawValue)
        return allowed(acts(on: status) + [.dismiss], on: comment.authorID, by: try rights)
    }

    private func acts(on status: PostStatus) -> [Act] {
        switch status {
        case .pending: [.approve, .hide]
        case .published, .deleted: [.hide]
        case .hidden: [.unhide]
        default: []
        }
    }

    private func allowed(_ acts: [Act], on authorID: Int64, by rights: Rights) -> [Act] {
        acts.filter { rights.may($0, textOf: authorID) }
    }

    /// Whether whoever asks sees somebody's pages: those of closed accounts only staff does.
    @export(interface) public func showsProfile(of person: User) throws(Failure) -> Bool {
        person.isOpen ? true : try rights.may(.moderate)
    }

    /// What staff may do to somebody; whoever may close an account may hide what it has written.
    @export(interface) public func acts(
        on person: User, _ record: PersonRecord
    ) throws(Failure) -> [Act] {
        guard try rights.may(.ban, to: person) else { return [] }
        if person.status == .inactive { return record.hasShown ? [.unban, .hide] : [.unban] }
        return record.hasHidden ? [.unhide, .ban] : [.ban]
    }

    /// Tells staff what a form says about a text.
    ///
    /// - Parameter comment: nil is the post itself.
    /// - Returns: false if there were too many; the form then says so.
    @export(interface) public func report(
        _ form: ReportForm, _ comment: Comment?, on post: Post, by user: User
    ) throws(Failure) -> Bool {
        let target = comment.map { ModerationTarget.comment($0.id, on: post.id) } ?? .post(post.id)
        let limit = try limit(.reportByUser, of: user)
        let moderation = try moderation
        let reported = try failing { () throws(DatabaseError) in
            try moderation.report(target, by: user, reason: form.reason.data ?? "", limit: limit, now: now)
        }
        switch reported {
        case .reported: try flash("Thank you. Staff will look at it.")
        case .before: try flash("You have reported this already. Staff will look at it.")
        case .tooMany(let seconds):
            refuseTooMany(form, wait: seconds)
            return false
        }
        return true
    }
}

/// Lets only staff see a page. To others it is not there.
@export(interface) public func requiresStaff(_ view: @escaping (Page, User) throws(Failure) -> Response) -> Route.View {
    requiresLogin { (page, user) throws(Failure) in
        guard try page.rights.may(.moderate) else {
            throw .request(RequestError(.forbidden, "This page is for the site's staff."))
        }
        return try view(page, user)
    }
}
