import CGIKit

/// The results of submitted forms, by the form's token: a form that is submitted again (a double click, a reload, the back
/// button) leads to the result of the first time. Call all of this inside a transaction.
struct Submissions {
    /// Seconds after which a token is deleted.
    private static var lifetime: Int64 { 7 * 86400 }

    private let database: Database

    init(_ database: Database) { self.database = database }

    /// The ID of what a form created; nil if it was not submitted before, or has no token.
    func target(of token: String, user: Int64) throws(DatabaseError) -> Int64? {
        guard !token.isEmpty else { return nil }
        return try database.integer(
            "SELECT target_id FROM site_submission WHERE user_id = ? AND token = ?", .integer(user), .text(token))
    }

    func note(_ token: String, user: Int64, target: Int64, now: Int64) throws(DatabaseError) {
        guard !token.isEmpty else { return }
        try database.execute(
            "DELETE FROM site_submission WHERE user_id = ? AND created_seconds < ?", .integer(user),
            .integer(now - Submissions.lifetime))
        try database.execute(
            """
            INSERT INTO site_submission (user_id, token, created_seconds, target_id) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (user_id, token) DO UPDATE SET created_seconds = ?3, target_id = ?4
            """, .integer(user), .text(token), .integer(now), .integer(target))
    }
}
