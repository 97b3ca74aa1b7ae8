import CGIKit
import HTTPTypes

/// What pages do with comments.
extension Page {
    /// The comments of the site's database.
    ///
    /// - Throws: What ``database`` throws.
    public var comments: CommentStore { get throws(Failure) { CommentStore(try database) } }

    /// What the client may do: the signed-in user, or a visitor.
    ///
    /// - Throws: What ``currentUser`` throws, and `Failure.configuration`.
    public var rights: Rights {
        get throws(Failure) { Rights(of: try currentUser, mustConfirm: try requiresConfirmation) }
    }

    /// The comment in the URL and the post that it is on, if the client may see both.
    ///
    /// - Throws: `Failure.request` with 404 if not.
    @export(interface) public func visibleComment() throws(Failure) -> (comment: Comment, post: Post) {
        let comments = try comments
        let rights = try rights
        guard let id = PostID.read((parameter("comment") ?? "").utf8[...]),
            let (comment, post) = try failing({ () throws(DatabaseError) in try comments.commentWithPost(id: id) }),
            comment.isVisible(to: rights), post.isVisible(to: try currentUser)
        else { throw Page.noSuchComment }
        return (comment, post)
    }

    /// A comment by its number, if it is on a certain post and the client may see it.
    ///
    /// - Parameters:
    ///   - number: The number as the request has it; anything else than a number is a 404.
    ///   - post: A post that the client may see.
    /// - Throws: `Failure.request` with 404 if there is no such comment for the client.
    @export(interface) public func visibleComment(_ number: String, on post: Post) throws(Failure) -> Comment {
        let comments = try comments
        guard let id = PostID.read(number.utf8[...]),
            let comment = try failing({ () throws(DatabaseError) in try comments.comment(id: id) }),
            comment.postID == post.id, comment.isVisible(to: try rights)
        else { throw Page.noSuchComment }
        return comment
    }

    private static var noSuchComment: Failure { .request(RequestError(.notFound, "This comment does not exist.")) }

    /// A published post.
    ///
    /// - Throws: `Failure.request` with 404 if it does not exist or is not published.
    @export(interface) public func publishedPost(id: Int64) throws(Failure) -> Post {
        let posts = try posts
        guard let post = try failing({ () throws(DatabaseError) in try posts.post(id: id) }), post.status == .published
        else { throw .request(RequestError(.notFound, "This post does not exist.")) }
        return post
    }

    /// The URL of a comment: the page of its discussion that shows it, with its fragment.
    ///
    /// - Throws: A `Failure` of the database.
    @export(interface) public func url(of comment: Comment, on post: Post) throws(Failure) -> String {
        let comments = try comments
        let place = try failing { () throws(DatabaseError) in try comments.place(of: comment) }
        return url(.post, [("post", post.key)] + place.parameters) + "#comment-\(comment.id)"
    }

    /// The context of `comments/thread.html`, which shows a post's discussion. It costs one statement for a published post, and
    /// another where reasons of staff are shown.
    ///
    /// - Throws: A `Failure` of the database, the settings or the query string.
    @export(interface) public func thread(on post: Post) throws(Failure) -> [(name: String, value: Value)] {
        let place = ThreadPlace(try request.query)
        let comments = try comments
        let rights = try rights
        let reader = CommentReader(try currentUser, rights)
        let found = try failing { () throws(DatabaseError) in
            post.status == .published ? try comments.comments(on: post.id, place, for: reader) : .none
        }
        var thread = CommentThread(found, place, for: rights)
        let lockReason = try tellReasons(in: &thread, on: post)
        let isOpen = try isOpen(post)
        let mayChange = try mayWriteUnder(post)
        // Visitors are asked to sign in when they send it.
        let mayTry = try currentUser == nil || rights.may(.write)
        let since = try editableSince()
        let views = thread.entries.map { entry in
            CommentView(entry, rights, editableSince: since, isOpen: isOpen && mayTry, isClosed: !mayChange)
        }
        return [
            ("comments", .list(List(views.map { .object($0) }))), ("comments_next", placeURL(thread.next, post)),
            ("comments_previous", placeURL(thread.previous, post)), ("can_comment", .bool(isOpen && mayTry)),
            ("comments_waiting", .int(thread.entries.count { !$0.isGone && $0.comment.status == .pending })),
            ("sends_mail", .bool(sendsMail)),
            ("lock_reason", Value(lockReason)),
            ("can_moderate", .bool(rights.may(.moderate))),
            ("can_report", .bool(rights.may(.report, textOf: post.authorID))),
            ("comment_token", .string(try currentUser == nil ? "" : newToken())),
            ("comment_length", .int(Comment.longest)),
        ] + (isOpen ? try bars(to: .comment) : [])
    }

    /// Why staff has hidden a post; nil if they have not, or did not say. It costs one statement if they have.
    ///
    /// - Throws: A `Failure` of the database.
    @export(interface) public func hiddenReason(of post: Post) throws(Failure) -> String? {
        guard post.status == .hidden else { return nil }
        let moderation = try moderation
        return try failing { () throws(DatabaseError) in try moderation.reasons([(.hide, .post(post.id))])[0] }
    }

    /// Puts into a thread why staff has hidden what is hidden there.
    ///
    /// - Returns: Why they have locked the discussion; nil if they have not, or did not say.
    private func tellReasons(in thread: inout CommentThread, on post: Post) throws(Failure) -> String? {
        let hidden = thread.entries.indices.filter { thread.entries[$0].isHidden }
        var asked = hidden.map {
            (act: Act.hide, text: ModerationTarget.comment(thread.entries[$0].comment.id, on: post.id))
        }
        let isLocked = post.isLocked && post.status == .published
        if isLocked { asked.append((.lock, .post(post.id))) }
        if asked.isEmpty { return nil }
        let moderation = try moderation
        let reasons = try failing { () throws(DatabaseError) in try moderation.reasons(asked) }
        for (index, reason) in zip(hidden, reasons) { thread.entries[index].hiddenReason = reason }
        return isLocked ? reasons[hidden.count] : nil
    }

    /// Whether the client may comment on a post.
    ///
    /// - Throws: What ``rights`` throws.
    @export(interface) public func isOpen(_ post: Post) throws(Failure) -> Bool {
        guard post.status == .published else { return false }
        return try mayWriteUnder(post)
    }

    /// Whether the discussion of a post is not locked for the client.
    ///
    /// - Throws: What ``rights`` throws.
    public func mayWriteUnder(_ post: Post) throws(Failure) -> Bool { post.leavesDiscussion(to: try rights) }

    private func placeURL(_ place: ThreadPlace?, _ post: Post) -> Value {
        guard let place else { return .none }
        return .string(url(.post, [("post", post.key)] + place.parameters) + "#comments")
    }

    /// A comment for templates that show it alone.
    ///
    /// - Throws: What ``rights`` throws, and `Failure.configuration`.
    @export(interface) public func view(_ comment: Comment) throws(Failure) -> Value {
        let entry = CommentThread.Entry(comment: comment, isGone: false, answers: nil)
        return .object(
            CommentView(entry, try rights, editableSince: try editableSince(), isOpen: false, isClosed: false))
    }

    /// A new form token, by which a form that comes twice is recognized.
    ///
    /// - Throws: `Failure.system` if there are no random bytes.
    @export(interface) public func newToken() throws(Failure) -> String {
        try failing { () throws(SystemError) in try RandomSource.system.token(byteCount: 12) }
    }

    /// Adds the comment of a form.
    ///
    /// - Parameters:
    ///   - form: A valid form.
    ///   - post: The post that it is on.
    ///   - parent: The comment that it replies to; nil is the post itself.
    ///   - user: The author.
    /// - Returns: Nil if it cannot be added; the form then says why.
    /// - Throws: A `Failure` of the settings, the session or the database.
    @export(interface) public func add(
        _ form: CommentForm, to post: Post, answering parent: Comment?, by user: User
    ) throws(Failure) -> Comment? {
        let first = try failing { () throws(ConfigurationError) in try configuration.waitingPosts }
        let new = NewComment(
            on: post.id, answering: parent?.id, form.text.data ?? "", by: user, token: form.token.data ?? "",
            waitingPosts: first,
            limits: [try limit(.commentByUser, of: user), try limitOfNetwork(.commentByAddress)],
            notices: replyNotices)
        let comments = try comments
        let saved = try failing { () throws(DatabaseError) in try comments.add(new, now: now) }
        switch saved {
        case .saved(let comment):
            try flash(
                comment.status == .pending
                    ? "Your comment has been saved. Others will see it after staff has approved it."
                    : "Your comment has been published.")
            return comment
        case .repeated(let comment): return comment
        case .tooMany(let seconds):
            refuseTooMany(form, wait: seconds)
        case .closed:
            refuse(
                form, .conflict,
                (parent == nil
                    ? CommentForm.closed
                    : "You can no longer reply: the discussion has been locked, or the comment has been removed.")
                    + " \(CommentForm.copyText)")
        }
        return nil
    }
}
