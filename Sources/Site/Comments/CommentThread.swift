import CGIKit

/// The part of a discussion that a reader sees on one page.
public struct CommentThread {
    /// One comment, or a mark in its place.
    public struct Entry {
        /// The comment; if ``isGone``, its text and author must not be shown.
        public let comment: Comment
        /// Whether only a mark is shown, because the comment is not visible but replies to it follow.
        public let isGone: Bool
        /// The name of the author that it replies to, if it is shown next to that comment and not below it.
        public let answers: String?
        /// Why staff has hidden it; nil if they have not, or did not say.
        public internal(set) var hiddenReason: String?

        /// Whether staff has hidden it, which whoever reads it is told.
        var isHidden: Bool { !isGone && comment.status == .hidden }
    }

    /// The entries in the order of the page.
    public internal(set) var entries: [Entry]
    /// The next page; nil if this is the last.
    public let next: ThreadPlace?
    /// The page before this one; nil if this is the first.
    public let previous: ThreadPlace?

    /// - Parameters:
    ///   - found: What ``CommentStore/comments(on:_:for:)`` returned.
    ///   - place: The place that was asked for.
    ///   - rights: The rights of the same reader.
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
    /// Whether a reader with these rights may see it.
    @export(interface) public func isVisible(to rights: Rights) -> Bool {
        status == .published || rights.may(.seeUnpublished, textOf: authorID)
    }
}
