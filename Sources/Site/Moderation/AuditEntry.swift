import CGIKit

/// One act of moderation in the log.
public struct AuditEntry {
    /// Its number; later acts have higher ones.
    public let id: Int64
    /// The name of an ``Act``.
    public let act: String
    /// Why staff did it; empty if they did not say.
    public let reason: String
    /// Seconds since 1970.
    public let createdAt: Int64
    /// The member of staff; nil if the user is deleted.
    public let actorName: String?
    /// The post that it was about, or that the comment is on; nil for an act on a user.
    public let postID: Int64?
    /// The post's title now; nil if there is no post.
    public let postTitle: String?
    /// The comment; nil for an act on a post itself or on a user.
    public let commentID: Int64?
    /// The user that it was about, or the author of the post or comment; nil if the user is deleted.
    public let userName: String?

    static var joins: SQL {
        """
        LEFT JOIN users_user AS actor ON actor.id = audit.actor_id \
        LEFT JOIN users_user AS person ON person.id = audit.user_id \
        LEFT JOIN site_post AS post ON post.id = audit.post_id
        """
    }
}

extension AuditEntry: RowDecodable {
    /// Reads a row.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        id = try row.requiredInteger("audit.id")
        act = row.text("audit.act") ?? ""
        reason = row.text("audit.reason") ?? ""
        createdAt = try row.requiredInteger("audit.created_seconds")
        actorName = row.text("actor.name")
        postID = row.integer("audit.post_id")
        postTitle = row.text("post.title")
        commentID = row.integer("nullif(audit.comment_id, 0)")
        userName = row.text("person.name")
    }
}

/// An entry of the log as templates see it.
public final class AuditView: TemplateObject {
    private let entry: AuditEntry

    /// Shows an entry.
    public init(_ entry: AuditEntry) { self.entry = entry }

    public override var typeName: String { "AuditEntry" }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "id": .int(Int(entry.id))
        case "act": .string(entry.act)
        case "words": .string(words)
        case "reason": .string(entry.reason)
        case "created": .object(TimeView(entry.createdAt))
        case "actor": Value(entry.actorName)
        case "post_id": Value(entry.postID.map { Int($0) })
        case "post_title": Value(entry.postTitle)
        case "comment_id": Value(entry.commentID.map { Int($0) })
        case "user": Value(entry.userName)
        default: nil
        }
    }

    /// What has been done, in words that end a sentence: `Zoe hid …`.
    private var words: String {
        let isAboutPerson = entry.postID == nil
        return switch Act(rawValue: entry.act) {
        case .hide where isAboutPerson: "hid everything by"
        case .unhide where isAboutPerson: "unhid everything by"
        case .approve: "approved"
        case .hide: "hid"
        case .unhide: "unhid"
        case .lock: "locked"
        case .unlock: "unlocked"
        case .dismiss: "dismissed the reports about"
        case .ban: "closed the account of"
        case .unban: "reopened the account of"
        default: entry.act
        }
    }
}
