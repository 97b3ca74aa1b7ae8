import CGIKit

/// What forms have made, by the token that each form carries: a form that is sent again (a double click, a page that
/// is reloaded, the back button) leads to what it made the first time. All of it is called inside a transaction.
struct Submissions {
    /// Seconds after which a token is forgotten.
    private static var lifetime: Int64 { 7 * 86400 }

    private let database: Database

    init(_ database: Database) { self.database = database }

    /// The number of what a form has made; nil if it was not sent before, or carries no token.
    func target(of token: String, user: Int64) throws(DatabaseError) -> Int64? {
        guard !token.isEmpty else { return nil }
        return try database.first(
            "SELECT target_id FROM site_submission WHERE user_id = ? AND token = ?", .integer(user), .text(token)
        ) { row throws(DatabaseError) in try row.requiredInteger(0) }
    }

    func note(_ token: String, user: Int64, target: Int64, now: Int64) throws(DatabaseError) {
        guard !token.isEmpty else { return }
        try database.execute(
            "DELETE FROM site_submission WHERE user_id = ? AND created_seconds < ?", .integer(user),
            .integer(now - Submissions.lifetime))
        try database.execute(
            "INSERT OR REPLACE INTO site_submission (user_id, token, created_seconds, target_id) VALUES (?, ?, ?, ?)",
            .integer(user), .text(token), .integer(now), .integer(target))
    }
}
