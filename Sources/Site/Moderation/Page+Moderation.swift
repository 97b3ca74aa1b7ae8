import CGIKit
import HTTPTypes

/// What pages do for staff.
extension Page {
    /// The moderation of the site's database.
    ///
    /// - Throws: What ``database`` throws.
    public var moderation: ModerationStore { get throws(Failure) { ModerationStore(try database) } }

    /// Does what a moderation form says. The caller has checked that the user may.
    ///
    /// - Parameters:
    ///   - act: What to do.
    ///   - target: What it applies to.
    ///   - form: A valid form.
    ///   - user: The member of staff.
    /// - Throws: A `Failure` of the settings or the database.
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

    /// Whether the form that was sent has already been processed; its act may be impossible now.
    ///
    /// - Throws: A `Failure` of the secret keys or the database.
    @export(interface) public func wasDone(_ act: Act, by user: User) throws(Failure) -> Bool {
        try wasDone(.moderate, act.rawValue, for: user.id)
    }

    /// What the client may do to a post now, for the buttons of its page.
    ///
    /// - Throws: What ``rights`` throws.
    @export(interface) public func acts(on post: Post) throws(Failure) -> [Act] {
        allowed(acts(on: post.status) + [.dismiss, post.isLocked ? .unlock : .lock], on: post.authorID, by: try rights)
    }

    /// What the client may do to a comment now, for the buttons of its page.
    ///
    /// - Throws: What ``rights`` throws.
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

    /// Whether the client sees a user's pages; only staff sees those of closed accounts.
    ///
    /// - Throws: What ``rights`` throws.
    @export(interface) public func showsProfile(of person: User) throws(Failure) -> Bool {
        person.isOpen ? true : try rights.may(.moderate)
    }

    /// What the client may do to a user now. Whoever may close an account may also hide what its user has written.
    ///
    /// - Throws: What ``rights`` throws.
    @export(interface) public func acts(
        on person: User, _ record: PersonRecord
    ) throws(Failure) -> [Act] {
        guard try rights.may(.ban, to: person) else { return [] }
        if person.status == .inactive { return record.hasShown ? [.unban, .hide] : [.unban] }
        return record.hasHidden ? [.unhide, .ban] : [.ban]
    }

    /// Reports a post or comment to staff.
    ///
    /// - Parameters:
    ///   - form: A valid form.
    ///   - comment: The comment; nil is the post itself.
    ///   - post: The post, or the post that the comment is on.
    ///   - user: The member who reports.
    /// - Returns: False if a rate limit was reached; the form then says so.
    /// - Throws: A `Failure` of the settings, the session or the database.
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
        case .reported: try flash("Thank you. Staff will review it.")
        case .before: try flash("You have already reported this. Staff will review it.")
        case .tooMany(let seconds):
            refuseTooMany(form, wait: seconds)
            return false
        }
        return true
    }
}

/// A handler that only staff reaches. Other users get a 403.
func requiresStaff(_ view: @escaping Route.MembersView) -> Route.MembersView {
    { (page, user) throws(Failure) in
        guard try page.rights.may(.moderate) else {
            throw .request(RequestError(.forbidden, "Only staff can see this page."))
        }
        return try view(page, user)
    }
}
