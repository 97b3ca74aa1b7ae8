import CGIKit

/// The daily email to users who do not want one for each reply. It is queued with the first reply of the day, and its
/// content is determined when it is sent, at 7:00 UTC.
public struct NoticeDigest {
    private let database: Database

    /// Works on a connection, which must be for writing to complete an email.
    public init(_ database: Database) { self.database = database }

    /// As many threads are listed; the rest is a number.
    private static var most: Int { 50 }
    /// When it is sent: seconds after midnight, UTC.
    private static var hour: Int64 { 7 * 3600 }

    /// Queues the email, unless it is queued already. Call this inside a transaction, before the reply is recorded.
    func expect(for person: User, scriptName: String, now: Int64) throws(DatabaseError) {
        let isExpected = try database.exists(
            "SELECT 1 FROM site_notice WHERE user_id = ? AND state = \(NoticeState.daily) LIMIT 1", .integer(person.id))
        guard !isExpected, var email = Email(.digest, to: person) else { return }
        email.scriptName = scriptName
        email.thread = "answers-\(person.id)"
        email.links = [
            EmailLink("link", .notices), EmailLink("unsubscribe", .stopNotices, token: StopNotices(person.id).token),
        ]
        try Outbox(database).queue(email, now: now, due: NoticeDigest.next(after: now))
    }

    static func next(after now: Int64) -> Int64 {
        let today = now - now % 86400 + hour
        return today > now ? today : today + 86400
    }

    /// An email with the content that it would have now; nothing is changed.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func preview(_ message: OutboxMessage) throws(DatabaseError) -> OutboxMessage {
        guard let user = NoticeDigest.reader(of: message) else { return message }
        return NoticeDigest.fill(message, with: try threads(of: user))
    }

    /// Fills a daily email with its content, and records that its reader was told. Other emails are returned as they
    /// are.
    ///
    /// - Returns: Nil if there is nothing left to say, because the reader has been there; the email is then removed.
    /// - Throws: A `DatabaseError`.
    @export(interface) public func completed(_ message: OutboxMessage) throws(DatabaseError) -> OutboxMessage? {
        guard let user = NoticeDigest.reader(of: message) else { return message }
        return try database.write { () throws(DatabaseError) in
            let threads = try threads(of: user)
            guard !threads.isEmpty else {
                try database.execute("DELETE FROM site_outbox WHERE id = ?", .integer(message.id))
                try database.execute(
                    "DELETE FROM site_notice WHERE user_id = ? AND state = \(NoticeState.daily)", .integer(user))
                return nil
            }
            let completed = NoticeDigest.fill(message, with: threads)
            try database.execute(
                "UPDATE site_outbox SET arguments = ? WHERE id = ?", .text(completed.arguments), .integer(message.id))
            try database.execute(
                """
                UPDATE site_notice SET state = \(NoticeState.told) WHERE user_id = ? AND state = \(NoticeState.daily)
                """, .integer(user))
            return completed
        }
    }

    /// Whose message of the day it is; nil if it is none, or says already what there is to say.
    private static func reader(of message: OutboxMessage) -> Int64? {
        guard message.kind == EmailKind.digest.rawValue, let arguments = arguments(of: message),
            arguments["values"]?["count"] == nil
        else { return nil }
        return message.userID
    }

    private static func arguments(of message: OutboxMessage) -> OrderedDictionary<JSONValue>? {
        (try? JSONValue(json: Array(message.arguments.utf8)))?.object
    }

    private static func fill(_ message: OutboxMessage, with threads: [Thread]) -> OutboxMessage {
        var arguments = arguments(of: message) ?? OrderedDictionary()
        arguments["values"] = values(threads)
        var filled = message
        filled.arguments = String(decoding: JSONValue.object(arguments).json(), as: UTF8.self)
        return filled
    }

    /// A thread with answers, and the first of them.
    struct Thread: RowDecodable {
        let title: String
        let author: String
        let comment: Int64

        init(from row: inout RowDecoder) throws(DatabaseError) {
            title = row.text("post.title") ?? ""
            author = row.text("author.name") ?? "Unknown user"
            comment = try row.requiredInteger("notice.comment_id")
        }
    }

    /// The replies that everyone can still see, if the user still wants to be notified of them.
    private func threads(of user: Int64) throws(DatabaseError) -> [Thread] {
        try database.all(Thread.self, NoticeDigest.waiting, .integer(user))
    }

    static var waiting: SQL {
        """
        SELECT \(columns: Thread.self) FROM site_notice AS notice
        JOIN site_post AS post ON post.id = notice.post_id AND post.status = \(PostStatus.published)
        JOIN site_comment AS comment ON comment.id = notice.comment_id AND comment.status = \(CommentStatus.published)
        JOIN users_user AS reader ON reader.id = notice.user_id AND reader.notices IS NOT \(NoticeFrequency.off)
            AND reader.status IS NOT \(Status.inactive)
        LEFT JOIN users_user AS author ON author.id = comment.author_id
        WHERE notice.user_id = ? AND notice.state = \(NoticeState.daily) ORDER BY notice.comment_id DESC
        """
    }

    /// Its links the template makes itself: they lead to what everyone can see.
    private static func values(_ threads: [Thread]) -> JSONValue {
        let list = threads.prefix(most).map { thread in
            JSONValue.object(
                OrderedDictionary([
                    ("title", .string(thread.title)), ("author", .string(thread.author)),
                    ("comment", .int(Int(thread.comment))),
                ]))
        }
        return .object(OrderedDictionary([("count", .int(threads.count)), ("threads", .array(Array(list)))]))
    }
}
