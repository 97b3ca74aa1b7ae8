import CGIKit

/// A row of `site_outbox`: an email of the queue. Any program may have written it, so mistakes in it show when the
/// email is composed.
public struct OutboxMessage {
    /// The number that `sitectl mail` shows.
    public let id: Int64
    /// 32 random hexadecimal digits, of which the Message-ID is made.
    public let token: String
    /// The name of an ``EmailKind``.
    public let kind: String
    /// The email address.
    public let recipient: String
    /// The recipient's name; nil if it is not known.
    public let name: String?
    /// The user whose account it is about; nil if there is none.
    public let userID: Int64?
    /// The values and links as JSON.
    public internal(set) var arguments: String
    /// When it was queued, in seconds since 1970.
    public let createdAt: Int64
    /// The state; nil if the stored number is not known.
    public let state: OutboxState?
    /// When it is to be tried, its lease ends, or it was sent or given up, in seconds since 1970.
    public let dueAt: Int64
    /// How often a worker has begun to send it.
    public let tries: Int64
    /// The worker that has it; nil if none does.
    public let owner: String?
    /// What the server said to the last try; nil before the first.
    public let reply: String?
}

extension OutboxMessage: RowDecodable {
    /// Reads a row.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        id = try row.requiredInteger("id")
        token = row.text("token") ?? ""
        kind = row.text("kind") ?? ""
        recipient = row.text("recipient") ?? ""
        name = row.text("name")
        arguments = row.text("arguments") ?? ""
        createdAt = row.integer("created_seconds") ?? 0
        state = row.integer("state").flatMap { OutboxState(rawValue: $0) }
        dueAt = row.integer("due_seconds") ?? 0
        tries = row.integer("tries") ?? 0
        owner = row.text("owner")
        reply = row.text("reply")
        userID = row.integer("user_id")
    }
}
