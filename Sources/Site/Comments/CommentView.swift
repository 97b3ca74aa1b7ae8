import CGIKit

/// A comment as templates see it: with what whoever reads may do with it.
public final class CommentView: TemplateObject {
    private let entry: CommentThread.Entry
    private let rights: Rights
    private let editableSince: Int64
    private let isOpen: Bool
    private let isClosed: Bool

    private var comment: Comment { entry.comment }

    /// - Parameters:
    ///   - editableSince: comments from then on can be edited still, in seconds since 1970.
    ///   - isOpen: whether it can be answered.
    ///   - isClosed: whether a lock keeps it from being changed or brought back.
    init(_ entry: CommentThread.Entry, _ rights: Rights, editableSince: Int64, isOpen: Bool, isClosed: Bool) {
        self.entry = entry
        self.rights = rights
        self.editableSince = editableSince
        self.isOpen = isOpen
        self.isClosed = isClosed
    }

    public override var typeName: String { "Comment" }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "id": .int(Int(comment.id))
        case "post_id": .int(Int(comment.postID))
        case "depth": .int(comment.path.depth)
        case "is_gone": .bool(entry.isGone)
        case "author": Value(comment.authorName)
        // Whom it answers, where its place does not tell.
        case "answers": Value(entry.answers)
        case "html": .markup(comment.html)
        case "source": .string(comment.source)
        case "created": .object(TimeView(comment.createdAt))
        case "edited": comment.editedAt.map { .object(TimeView($0)) } ?? Value.none
        case "status": Value(comment.status.name)
        case "is_published": .bool(comment.status == .published)
        case "hidden_reason": Value(entry.hiddenReason)
        default: permission(name)
        }
    }

    private func permission(_ name: String) -> Value? {
        switch name {
        case "can_answer": .bool(isOpen && comment.status == .published)
        case "can_report": .bool(comment.status == .published && may(.report))
        // One of those that follow, which most readers have none of.
        case "can_change": .bool(canEdit || canDelete || canRestore || canModerate)
        case "can_edit": .bool(canEdit)
        case "can_delete": .bool(canDelete)
        case "can_restore": .bool(canRestore)
        case "can_moderate": .bool(canModerate)
        default: nil
        }
    }

    private var canEdit: Bool { !isClosed && comment.isEditable(by: rights, since: editableSince) }
    private var canDelete: Bool { comment.canDelete(rights) }
    private var canRestore: Bool { !isClosed && comment.status == .deleted && may(.restore) }
    private var canModerate: Bool { may(.hide) }

    private func may(_ act: Act) -> Bool { rights.may(act, textOf: comment.authorID) }
}

extension Comment {
    /// What its author, or staff for their own, may still change.
    ///
    /// - Parameter time: what was written from then on can be edited, in seconds since 1970.
    func isEditable(by rights: Rights, since time: Int64) -> Bool {
        (status == .published || status == .pending) && rights.may(.edit, textOf: authorID)
            && (createdAt >= time || rights.may(.editLater, textOf: authorID))
    }

    /// What staff has hidden is not its author's to take away and bring back.
    func canDelete(_ rights: Rights) -> Bool {
        (status == .published || status == .pending) && rights.may(.delete, textOf: authorID)
    }
}
