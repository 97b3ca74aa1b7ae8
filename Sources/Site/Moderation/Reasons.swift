import CGIKit

/// Why staff has done what they did to texts. Read by itself, where there is something to tell: as a part of the statements
/// that read texts it would cost every page time.
extension ModerationStore {
    /// What staff has last written about why an act was done to each of some texts; nil if nothing. One statement, however many
    /// there are.
    func reasons(_ asked: [(act: Act, text: ModerationTarget)]) throws(DatabaseError) -> [String?] {
        let statement = try database.prepare(ModerationStore.reason)
        var reasons: [String?] = []
        for (act, text) in asked {
            statement.bind([.integer(text.postID), .integer(text.commentID), .text(act.rawValue)])
            let reason = try statement.next { (row) in row.text("reason") } ?? nil
            reasons.append(reason == "" ? nil : reason)
        }
        return reasons
    }

    /// Why the act ?3 was done to the post ?1 or its comment ?2. What was hidden with all that its author wrote was not hidden
    /// by itself.
    static var reason: SQL {
        """
        SELECT CASE WHEN ?3 = 'hide' AND text.status_before IS NOT NULL THEN (
            SELECT reason FROM site_audit WHERE user_id = text.author_id AND post_id IS NULL AND act = 'hide'
            ORDER BY id DESC LIMIT 1)
        ELSE (
            SELECT reason FROM site_audit WHERE post_id = ?1 AND comment_id = ?2 AND act = ?3
            ORDER BY id DESC LIMIT 1) END
        FROM (
            SELECT author_id, status_before FROM site_post WHERE id = ?1 AND ?2 = 0 UNION ALL
            SELECT author_id, status_before FROM site_comment WHERE id = ?2) AS text
        """
    }
}
