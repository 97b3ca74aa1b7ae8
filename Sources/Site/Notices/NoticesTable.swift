import CGIKit

/// The state of notifications for each user and discussion.
///
/// - `state`: see ``NoticeState``.
/// - `comment_id`: the first answer of which they were told, or are to be.
enum NoticesTable {
    static func create(in database: Database) throws(Failure) { try notices.create(in: database) }

    private static var notices: SiteTable {
        SiteTable(
            name: "site_notice",
            columns: [
                ("user_id", .keyNumber),
                ("post_id", .keyNumber),
                ("state", .smallNumber),
                ("comment_id", .number),
            ], constraint: "PRIMARY KEY (user_id, post_id)", options: .inOrderOfKey)
    }
}

/// The numbers are stored.
enum NoticeState: Int64, StoredNumber {
    /// They want to hear nothing of this thread.
    case muted = 0
    /// A message is queued or sent; there is no other until they have been back.
    case told = 1
    /// For the message of the day.
    case daily = 2
}
