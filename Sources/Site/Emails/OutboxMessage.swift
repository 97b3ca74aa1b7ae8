import CGIKit

/// A row of `site_outbox`. It may have been written by anyone: what is wrong with it shows when it is composed.
public struct OutboxMessage {
    public let id: Int64
    public let token: String
    public let kind: String
    public let recipient: String
    public let name: String?
    public let userID: Int64?
    public internal(set) var arguments: String
    public let createdAt: Int64
    /// Nil if it is none of ours.
    public let state: OutboxState?
    /// When it is to be tried, a lease ends, or it was sent or given up.
    public let dueAt: Int64
    public let tries: Int64
    /// The worker that has it.
    public let owner: String?
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
