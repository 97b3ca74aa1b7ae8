import CGIKit

/// What of a post's comments somebody sees on one page.
public struct CommentThread {
    public struct Entry {
        public let comment: Comment
        /// Nothing but a mark that there was something, since answers to it follow.
        public let isGone: Bool
        /// Whom it answers, if it stands beside what it answers and not below it.
        public let answers: String?
    }

    public let entries: [Entry]
    /// Where the pages after and before this one are; nil if there are none.
    public let next: ThreadPlace?
    public let previous: ThreadPlace?

    /// - Parameters:
    ///   - found: as ``CommentStore/comments(on:_:for:)`` gives them.
    ///   - rights: those of the same reader.
    @export(interface) public init(_ found: ThreadRows, _ place: ThreadPlace, for rights: Rights) {
        let hasMore = found.comments.count > CommentStore.perPage
        var shown = found.comments
        switch place {
        case .start, .from:
            next = hasMore ? .from(shown.removeLast().path) : nil
        case .before(let path):
            if hasMore { shown.removeFirst() }
            next = shown.isEmpty ? .start : found.hasOthers ? .from(path) : nil
        }
        switch place {
        case .start: previous = nil
        case .from: previous = shown.isEmpty ? .start : found.hasOthers ? .before(shown[0].path) : nil
        case .before: previous = hasMore ? .before(shown[0].path) : nil
        }
        let comments = shown
        entries = comments.map { comment in
            Entry(
                comment: comment, isGone: !comment.isVisible(to: rights),
                answers: CommentThread.answered(by: comment, among: comments, for: rights))
        }
    }

    /// What was taken away does not tell whose it was, here neither.
    private static func answered(by comment: Comment, among comments: [Comment], for rights: Rights) -> String? {
        guard comment.path.depth == CommentPath.levels - 1,
            let parent = comments.first(where: { $0.id == comment.parentID }),
            parent.path.depth == comment.path.depth, parent.isVisible(to: rights)
        else { return nil }
        return parent.authorName
    }
}

extension Comment {
    /// Whether somebody may read it.
    @export(interface) public func isVisible(to rights: Rights) -> Bool {
        status == .published || rights.may(.seeUnpublished, textOf: authorID)
    }
}
