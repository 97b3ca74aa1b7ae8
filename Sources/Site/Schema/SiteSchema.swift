import CGIKit

/// The site's tables. A step that has been released is never changed; a new one is added at the end.
public enum SiteSchema: Schema {
    /// The ASCII text "CGIK".
    public static var applicationID: Int32 { 0x4347_494B }
    public static var version: Int32 { 7 }

    @export(interface) public static func migrate(_ database: Database, to version: Int32) throws(Failure) {
        switch version {
        case 1: try failing { () throws(DatabaseError) in try UsersTable.create(in: database) }
        case 2:
            try PostsTables.create(in: database)
            try CommentsTable.create(in: database)
            try ModerationTables.create(in: database)
            try LimitsTables.create(in: database)
        case 3: try OutboxTable.create(in: database)
        case 4:
            try failing { () throws(DatabaseError) in try UsersTable.addMail(in: database) }
            try NoticesTable.create(in: database)
        case 5:
            try SessionsTable.create(in: database)
            try failing { () throws(DatabaseError) in
                try UsersTable.addWriting(in: database)
                try UsersTable.addLooks(in: database)
                try PostsTables.addFormerStatus(in: database)
                try CommentsTable.addAuthors(in: database)
                try PostStore(database).noteAllUnlisted()
                for table in ["users_user", "site_post"] { try database.neverReuseNumbers(of: table) }
            }
        case 6:
            try failing { () throws(DatabaseError) in
                try LimitsTables.addIndex(in: database)
                try UsersTable.createTrigger(in: database)
            }
        case 7: try failing { () throws(DatabaseError) in try UserKeys.refillNames(in: database) }
        default: preconditionFailure("no such version")
        }
    }
}

extension Database {
    /// Opens the site's database, and migrates its tables if they are of an older version.
    ///
    /// - Parameters:
    ///   - url: The file.
    ///   - access: Whether the page may write.
    ///   - busyTimeout: How long to wait for a lock of another process, in milliseconds.
    /// - Throws: What `Database.open(_:for:schema:busyTimeout:isMissed:)` throws.
    @export(interface) public static func openSite(
        _ url: DatabaseURL, for access: Access, busyTimeout: Int = 5000
    ) throws(Failure) -> Database {
        try open(url, for: access, schema: SiteSchema.self, busyTimeout: busyTimeout, isMissed: true)
    }
}
