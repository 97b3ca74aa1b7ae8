import CGIKit

/// What a post was before an edit.
public struct PostRevision {
    /// From 1, for each post.
    public let number: Int64
    /// The name of the user who made the edit; nil if the user is deleted.
    public let editorName: String?
    /// When the edit was made, in seconds since 1970.
    public let editedAt: Int64
    /// The title before the edit.
    public let title: String
    /// The tags before the edit, separated by spaces.
    public let tags: String
    /// The text before the edit, in Markdown.
    public let source: String
}

extension PostRevision: RowDecodable {
    /// Reads a row.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        number = try row.requiredInteger("revision.number")
        editorName = row.text("editor.name")
        editedAt = try row.requiredInteger("revision.edited_seconds")
        title = row.text("revision.title") ?? ""
        tags = row.text("revision.tags") ?? ""
        source = row.text("revision.source") ?? ""
    }
}

extension PostStore {
    /// The history of a post, the newest revision first, at most 100.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func revisions(of id: Int64) throws(DatabaseError) -> [PostRevision] {
        try database.all(PostRevision.self, PostStore.revisions, .integer(id))
    }

    static var revisions: SQL {
        """
        SELECT \(columns: PostRevision.self)
        FROM site_post_revision AS revision LEFT JOIN users_user AS editor ON editor.id = revision.editor_id
        WHERE revision.post_id = ? ORDER BY revision.number DESC LIMIT 100
        """
    }
}

/// A revision as templates see it.
public final class RevisionView: TemplateObject {
    private let revision: PostRevision

    /// Shows a revision.
    public init(_ revision: PostRevision) { self.revision = revision }

    public override var typeName: String { "Revision" }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "number": .int(Int(revision.number))
        case "editor": Value(revision.editorName)
        case "edited": .object(TimeView(revision.editedAt))
        case "title": .string(revision.title)
        case "tags": .string(revision.tags)
        case "source": .string(revision.source)
        default: nil
        }
    }
}
