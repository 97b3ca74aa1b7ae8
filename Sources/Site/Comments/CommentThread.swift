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

    /// - Parameter comments: as ``CommentStore/comments(on:_:)`` gives them.
    public init(_ comments: [Comment], _ place: ThreadPlace, for rights: Rights) {
        let hasMore = comments.count > CommentStore.perPage
        var shown = comments
        // What follows the page, which tells whether the last comment on it has answers.
        var following: Comment?
        switch place {
        case .start, .from:
            if hasMore { following = shown.removeLast() }
            next = following.map { .from($0.path) }
            previous = place == .start ? nil : shown.first.map { .before($0.path) } ?? .start
        case .before(let path):
            if hasMore { shown.removeFirst() }
            next = .from(path)
            previous = hasMore ? shown.first.map { .before($0.path) } : nil
        }
        entries = CommentThread.entries(shown, depthAfter: following?.path.depth ?? 0, for: rights)
    }

    /// From the last to the first, since what comes after decides: a comment that cannot be seen leaves a mark only if
    /// something deeper follows.
    private static func entries(_ comments: [Comment], depthAfter: Int, for rights: Rights) -> [Entry] {
        var entries: [Entry] = []
        var depth = depthAfter
        for comment in comments.reversed() {
            let isVisible = comment.isVisible(to: rights)
            guard isVisible || depth > comment.path.depth else { continue }
            entries.append(
                Entry(comment: comment, isGone: !isVisible, answers: answered(by: comment, among: comments)))
            depth = comment.path.depth
        }
        return entries.reversed()
    }

    private static func answered(by comment: Comment, among comments: [Comment]) -> String? {
        guard comment.path.depth == CommentPath.levels - 1,
            let parent = comments.first(where: { $0.id == comment.parentID }),
            parent.path.depth == comment.path.depth
        else { return nil }
        return parent.authorName
    }
}

extension Comment {
    /// Whether somebody may read it.
    public func isVisible(to rights: Rights) -> Bool {
        status == .published || rights.may(.seeUnpublished, textOf: authorID)
    }
}
