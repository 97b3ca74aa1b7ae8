import CGIKit
import HTTPTypes

/// What pages do with comments.
extension Page {
    public var comments: CommentStore { get throws(Failure) { CommentStore(try database) } }

    public var rights: Rights {
        get throws(Failure) { Rights(of: try currentUser, mustConfirm: try requiresConfirmation) }
    }

    /// The comment of the address and the post that it is on, if whoever asks may see both.
    @export(interface) public func visibleComment() throws(Failure) -> (comment: Comment, post: Post) {
        let comments = try comments
        let rights = try rights
        guard let id = PostID.read((parameter("comment") ?? "").utf8[...]),
            let (comment, post) = try failing({ () throws(DatabaseError) in try comments.commentWithPost(id: id) }),
            comment.isVisible(to: rights), post.isVisible(to: try currentUser)
        else { throw Page.noSuchComment }
        return (comment, post)
    }

    /// The comment of a number that a request names, if it is on the post that the request is about, and whoever asks may
    /// see it. (Only who may see a post may see what is on it.)
    ///
    /// - Parameter post: one that they may see.
    @export(interface) public func visibleComment(_ number: String, on post: Post) throws(Failure) -> Comment {
        let comments = try comments
        guard let id = PostID.read(number.utf8[...]),
            let comment = try failing({ () throws(DatabaseError) in try comments.comment(id: id) }),
            comment.postID == post.id, comment.isVisible(to: try rights)
        else { throw Page.noSuchComment }
        return comment
    }

    private static var noSuchComment: Failure { .request(RequestError(.notFound, "There is no such comment.")) }

    /// A post that everyone may see.
    @export(interface) public func publishedPost(id: Int64) throws(Failure) -> Post {
        let posts = try posts
        guard let (post, _) = try failing({ () throws(DatabaseError) in try posts.post(id: id) }),
            post.status == .published
        else { throw .request(RequestError(.notFound, "There is no such post.")) }
        return post
    }

    /// The address of a comment: on the page of its post that shows it.
    @export(interface) public func url(of comment: Comment, on post: Post) throws(Failure) -> String {
        let comments = try comments
        let place = try failing { () throws(DatabaseError) in try comments.place(of: comment) }
        return url(.post, [("post", post.key)] + place.parameters) + "#comment-\(comment.id)"
    }

    /// What `comments/thread.html` shows below a post: one statement.
    @export(interface) public func thread(on post: Post) throws(Failure) -> [(name: String, value: Value)] {
        let place = ThreadPlace(try request.query)
        let comments = try comments
        let rights = try rights
        let reader = CommentReader(try currentUser, rights)
        let found = try failing { () throws(DatabaseError) in try comments.comments(on: post.id, place, for: reader) }
        let thread = CommentThread(found, place, for: rights)
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
            ("can_moderate", .bool(rights.may(.moderate))),
            ("can_report", .bool(rights.may(.report, textOf: post.authorID))),
            ("comment_token", .string(try currentUser == nil ? "" : newToken())),
            ("comment_length", .int(Comment.longest)),
        ] + (isOpen ? try bars(to: .comment) : [])
    }

    /// Whether comments can be added to a post by whoever asks.
    @export(interface) public func isOpen(_ post: Post) throws(Failure) -> Bool {
        guard post.status == .published else { return false }
        return try mayWriteUnder(post)
    }

    /// Whether a lock leaves whoever asks the discussion of a post.
    public func mayWriteUnder(_ post: Post) throws(Failure) -> Bool { post.leavesDiscussion(to: try rights) }

    private func placeURL(_ place: ThreadPlace?, _ post: Post) -> Value {
        guard let place else { return .none }
        return .string(url(.post, [("post", post.key)] + place.parameters) + "#comments")
    }

    /// A comment as templates see it, by itself.
    @export(interface) public func view(_ comment: Comment) throws(Failure) -> Value {
        let entry = CommentThread.Entry(comment: comment, isGone: false, answers: nil)
        return .object(
            CommentView(entry, try rights, editableSince: try editableSince(), isOpen: false, isClosed: false))
    }

    /// What a form carries so that it is known when it comes again.
    @export(interface) public func newToken() throws(Failure) -> String {
        try failing { () throws(SystemError) in try RandomSource.system.token(byteCount: 12) }
    }

    /// Adds a comment that a form holds.
    ///
    /// - Parameter parent: what it answers.
    /// - Returns: nil if it cannot be added; the form then says why.
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
                    ? "Your comment is saved. Others will see it when staff has looked at it."
                    : "Your comment is published.")
            return comment
        case .repeated(let comment): return comment
        case .tooMany(let seconds):
            refuseTooMany(form, wait: seconds)
        case .closed:
            refuse(
                form, .conflict,
                (parent == nil
                    ? CommentForm.closed
                    : "You can no longer reply to this: the discussion was closed, or the comment was removed.")
                    + " \(CommentForm.copyText)")
        }
        return nil
    }
}
