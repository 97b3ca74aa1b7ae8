import CGIKit
import HTTPTypes

/// What pages do with comments that are there.
extension Page {
    /// What a text is written for: a post, or a comment. When that is gone, a text that is typed already is not lost with it:
    /// its form is refused with a message, to be shown with nothing of what is gone.
    ///
    /// - Parameter find: finds it, or fails because it is not there, or not for whoever asks.
    /// - Returns: nil if it is gone and the form has a text.
    public func unlessGone<Found>(
        _ form: CommentForm, _ message: String, _ find: () throws(Failure) -> Found
    ) throws(Failure) -> Found? {
        do throws(Failure) {
            return try find()
        } catch {
            guard form.hasText, case .request(let failed) = error, failed.status == .notFound else { throw error }
            refuse(form, .conflict, message)
            return nil
        }
    }

    /// Why somebody may not change the text of their comment any more; nil if they may. It fails for those whose comment it is
    /// not.
    @export(interface) public func whyNotEditable(_ comment: Comment, on post: Post) throws(Failure) -> String? {
        let rights = try rights
        guard rights.may(.edit, textOf: comment.authorID) else {
            throw .request(RequestError(.forbidden, "Only its author may edit a comment."))
        }
        guard comment.isEditable(by: rights, since: try editableSince()) else {
            return "This comment can no longer be edited."
        }
        return try mayWriteUnder(post) ? nil : "\(CommentForm.closed) Comments in it can no longer be edited."
    }

    /// Stores what a form holds as the text of a comment. If that has another text meanwhile, the form says so, and would
    /// save over that one when it is sent again.
    @export(interface) public func save(
        _ form: CommentForm, as comment: Comment, by author: User
    ) throws(Failure) -> EditedComment {
        let comments = try comments
        let limits = try editLimits(of: author)
        let edited = try failing { () throws(DatabaseError) in
            try comments.edit(
                comment.id, to: form.text.data ?? "", base: form.base.data ?? "", by: author, limits: limits, now: now)
        }
        if case .tooMany(let wait) = edited { refuseTooMany(form, wait: wait) }
        if case .changed(let current) = edited {
            form.base.data = current.fingerprint
            refuse(
                form, .conflict,
                "The comment was changed while you were writing. Look at it as it is now before you save over it.")
        }
        return edited
    }

    /// The comment of the address, if the person may take it away or bring it back.
    @export(interface) public func deletableComment() throws(Failure) -> (comment: Comment, post: Post) {
        let (comment, post) = try visibleComment()
        let rights = try rights
        guard rights.may(.delete, textOf: comment.authorID) else {
            throw .request(RequestError(.forbidden, "Only its author may delete a comment."))
        }
        guard comment.canDelete(rights) || comment.status == .deleted && rights.may(.restore, textOf: comment.authorID)
        else { throw .request(RequestError(.forbidden, "What staff has hidden only staff can bring back.")) }
        return (comment, post)
    }

    /// Takes a comment away, or brings it back.
    @export(interface) public func deleteOrRestore(
        _ comment: Comment, isRestored: Bool, by author: User
    ) throws(Failure) -> DeletedComment {
        let first = try failing { () throws(ConfigurationError) in try configuration.waitingPosts }
        let comments = try comments
        return try failing { () throws(DatabaseError) in
            try isRestored
                ? comments.restore(comment.id, by: author, first: first, now: now)
                : comments.delete(comment.id, now: now)
        }
    }

    /// Comments from then on can be edited still.
    func editableSince() throws(Failure) -> Int64 {
        let time = try failing { () throws(ConfigurationError) in try configuration.commentEditTime }
        return time.map { now - $0 } ?? .min
    }
}
