import CGIKit

/// Which notifications users want, and which they got.
public struct NoticeStore {
    let database: Database

    /// Works on a connection, which must be for writing where something is changed.
    public init(_ database: Database) { self.database = database }

    /// Stores how often a user gets emails about replies.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func setFrequency(_ frequency: NoticeFrequency, of user: Int64) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            _ = try database.execute(
                "UPDATE users_user SET notices = ? WHERE id = ?", .integer(frequency.rawValue), .integer(user))
        }
    }

    /// Stores whether a member of staff wants emails about the moderation queue.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func setStaffNotices(_ isWanted: Bool, of user: Int64) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            _ = try database.execute(
                "UPDATE users_user SET staff_notices = ? WHERE id = ?", .integer(isWanted ? 1 : 0), .integer(user))
        }
    }

    /// Whether a user wants no notifications of a post's discussion.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func isMuted(_ post: Int64, by user: Int64) throws(DatabaseError) -> Bool {
        try database.exists(
            "SELECT 1 FROM site_notice WHERE user_id = ? AND post_id = ? AND state = \(NoticeState.muted)",
            .integer(user), .integer(post))
    }

    /// Stores whether a user wants no notifications of a post's discussion.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func setMuted(_ isMuted: Bool, _ post: Int64, by user: Int64) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            try database.execute(
                "DELETE FROM site_notice WHERE user_id = ? AND post_id = ? AND (state = \(NoticeState.muted) OR ?)",
                .integer(user), .integer(post), .integer(isMuted ? 1 : 0))
            guard isMuted else { return }
            try database.execute(
                """
                INSERT INTO site_notice (user_id, post_id, state, comment_id) VALUES (?, ?, \(NoticeState.muted), 0)
                """, .integer(user), .integer(post))
        }
    }

    /// A post whose discussion a user has muted.
    public struct MutedThread: RowDecodable {
        /// The number of the post.
        public let post: Int64
        /// The title of the post.
        public let title: String

        /// Reads a row.
        ///
        /// - Throws: A `DatabaseError` of the row.
        @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
            post = try row.requiredInteger("post.id")
            title = row.text("post.title") ?? ""
        }
    }

    /// The posts whose discussions a user has muted, the newest first, at most 100.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func muted(by user: Int64) throws(DatabaseError) -> [MutedThread] {
        try database.all(
            MutedThread.self,
            """
            SELECT \(columns: MutedThread.self) FROM site_notice AS notice JOIN site_post AS post ON post.id = notice.post_id
            WHERE notice.user_id = ? AND notice.state = \(NoticeState.muted) AND post.status = \(PostStatus.published)
            ORDER BY post.id DESC LIMIT 100
            """, .integer(user))
    }

    /// Records that a user has visited a discussion: they are notified of the next reply there.
    func visited(_ post: Int64, by user: Int64) throws(DatabaseError) {
        try database.write { () throws(DatabaseError) in
            try database.execute(
                "DELETE FROM site_notice WHERE user_id = ? AND post_id = ? AND state <> \(NoticeState.muted)",
                .integer(user), .integer(post))
            try database.execute(
                """
                UPDATE users_user SET has_notices =
                    EXISTS (SELECT 1 FROM site_notice WHERE user_id = ?1 AND state <> \(NoticeState.muted))
                WHERE id = ?1
                """, .integer(user))
        }
    }
}

extension Page {
    /// The notifications of the site's database.
    ///
    /// - Throws: What ``database`` throws.
    public var notices: NoticeStore { get throws(Failure) { NoticeStore(try database) } }

    /// Records, after the response, that the user has visited a discussion. It costs nothing unless they were told of a
    /// reply there.
    ///
    /// - Throws: What ``currentUser`` throws.
    @export(interface) public func noteVisit(to post: Int64) throws(Failure) {
        guard let user = try currentUser, user.hasNotices else { return }
        writeAfterwards("the visit of user \(user.id) to post \(post)") { (_, database) throws(DatabaseError) in
            try NoticeStore(database).visited(post, by: user.id)
        }
    }
}
