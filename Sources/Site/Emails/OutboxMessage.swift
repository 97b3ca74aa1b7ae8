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

    /// The columns that ``init(_:)`` reads.
    static var columns: SQL {
        "id, token, kind, recipient, name, arguments, created_seconds, state, due_seconds, tries, owner, reply, user_id"
    }

    init(_ row: borrowing Statement) throws(DatabaseError) {
        id = try row.requiredInteger(0)
        token = row.text(1) ?? ""
        kind = row.text(2) ?? ""
        recipient = row.text(3) ?? ""
        name = row.text(4)
        arguments = row.text(5) ?? ""
        createdAt = row.integer(6) ?? 0
        state = row.integer(7).flatMap { OutboxState(rawValue: $0) }
        dueAt = row.integer(8) ?? 0
        tries = row.integer(9) ?? 0
        owner = row.text(10)
        reply = row.text(11)
        userID = row.integer(12)
    }
}
