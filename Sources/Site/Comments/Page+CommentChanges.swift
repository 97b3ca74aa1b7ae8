import CGIKit
import HTTPTypes

/// What pages do with comments that are there.
extension Page {
    /// Finds what a comment is written for: a post or a comment. If that is gone, a text that was typed is not lost
    /// with it: its form is refused with a message, and the page shows nothing of what is gone.
    ///
    /// - Parameters:
    ///   - form: The form that was sent.
    ///   - message: What to say in it.
    ///   - find: Finds the post or comment, or throws because it does not exist or the user may not see it.
    /// - Returns: Nil if it is gone and the form has a text.
    /// - Throws: What `find` throws, unless it is a 404 and the form has a text.
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

    /// Why the user may no longer edit a comment of theirs; nil if they may.
    ///
    /// - Throws: `Failure.request` with 403 if the comment is another user's.
    @export(interface) public func whyNotEditable(_ comment: Comment, on post: Post) throws(Failure) -> String? {
        let rights = try rights
        guard rights.may(.edit, textOf: comment.authorID) else {
            throw .request(RequestError(.forbidden, "Only the author can edit a comment."))
        }
        guard comment.isEditable(by: rights, since: try editableSince()) else {
            return "This comment can no longer be edited."
        }
        return try mayWriteUnder(post) ? nil : "\(CommentForm.closed) Its comments can no longer be edited."
    }

    /// Stores the text of a form as that of a comment. If the comment has been changed in the meantime, the form says
    /// so, and sending it again overwrites the change.
    ///
    /// - Throws: A `Failure` of the settings or the database.
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
                "The comment has changed since you started editing. It is shown below as it is now. Saving will replace it with yours."
            )
        }
        return edited
    }

    /// The comment in the URL, if the user may delete or restore it.
    ///
    /// - Throws: `Failure.request`: 404 if it is not visible, 403 if the user may not delete it or staff has
    ///   hidden it.
    @export(interface) public func deletableComment() throws(Failure) -> (comment: Comment, post: Post) {
        let (comment, post) = try visibleComment()
        let rights = try rights
        guard rights.may(.delete, textOf: comment.authorID) else {
            throw .request(RequestError(.forbidden, "Only the author can delete a comment."))
        }
        guard comment.canDelete(rights) || comment.status == .deleted && rights.may(.restore, textOf: comment.authorID)
        else { throw .request(RequestError(.forbidden, "Only staff can unhide this comment.")) }
        return (comment, post)
    }

    /// Deletes or restores a comment.
    ///
    /// - Throws: A `Failure` of the settings or the database.
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
