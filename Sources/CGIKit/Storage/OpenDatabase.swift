import CSystem

extension Database {
    /// Opens the database with the tables that the program needs: creates the file (0600) if it is missing, and
    /// migrates the tables if they are of an older version. If they are not, this costs no statement.
    ///
    /// - Parameters:
    ///   - url: The file.
    ///   - access: Whether the page may write. A migration is done in either case.
    ///   - schema: The tables and their version.
    ///   - busyTimeout: How long to wait for a lock of another process, in milliseconds.
    ///   - isMissed: Whether a file that existed before and is gone is an error instead of being created again.
    /// - Throws: ``Failure/database(_:)`` if the file cannot be opened or migrated, or is missed;
    ///   ``Failure/configuration(_:)`` if it is another program's, of a newer version, or may not be created;
    ///   ``Failure/system(_:)`` for other reasons why it cannot be created.
    public static func open<Needed: Schema>(
        _ url: DatabaseURL, for access: Access, schema: Needed.Type, busyTimeout: Int = 5000, isMissed: Bool = false
    ) throws(Failure) -> Database {
        let mark = isMissed ? DatabaseMark(beside: url.path) : nil
        let database = try openOrCreate(url.path, access, busyTimeout, mark)
        if try database.isCurrent(schema) { return database }
        guard access == .reading else {
            try database.migrate(to: schema, mark)
            return database
        }
        try openOrCreate(url.path, .writing, busyTimeout, mark).migrate(to: schema, mark)
        return database
    }

    private static func openOrCreate(
        _ path: String, _ access: Access, _ busyTimeout: Int, _ mark: DatabaseMark?
    ) throws(Failure) -> Database {
        do {
            return try Database(path: path, access: access, busyTimeout: busyTimeout)
        } catch {
            guard error.code.primary == .cannotOpen else { throw .database(error) }
            if let mark, !mark.isFile, let sign = mark.sign, !mark.isFile { throw .database(mark.gone(sign)) }
            try createFile(path)
        }
        return try failing { () throws(DatabaseError) in
            try Database(path: path, access: access, busyTimeout: busyTimeout)
        }
    }

    /// SQLite would create the file with the process's umask, readable to all; `O_EXCL` makes sure that it is either
    /// new and private or another's doing.
    private static func createFile(_ path: String) throws(Failure) {
        do {
            _ = try File(path: path, flags: O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
        } catch {
            if error.errno == .permissionDenied {
                throw .configuration(
                    ConfigurationError(
                        "The database cannot be created: \(error.description).\(FileAccess.hint(for: path, writing: true))"
                    ))
            }
            if error.errno != .exists { throw .system(error) }
        }
    }

    /// Whether the file is of an older version than the program needs.
    ///
    /// - Throws: ``Failure/configuration(_:)`` if the file is another program's or of a newer version.
    public func needsMigration<Needed: Schema>(to needed: Needed.Type) throws(Failure) -> Bool {
        try !isCurrent(needed)
    }

    private func isCurrent<Needed: Schema>(_ needed: Needed.Type) throws(Failure) -> Bool {
        let state = try failing { () throws(DatabaseError) in try schemaState(needed) }
        try reject(state, needed)
        return state == .current
    }

    /// Whoever comes first migrates; those who came at the same time wait for the lock, look again, and find it done.
    private func migrate<Needed: Schema>(to needed: Needed.Type, _ mark: DatabaseMark?) throws(Failure) {
        let before = try failing { () throws(DatabaseError) in try lockedSchemaState(needed) }
        if before == .current { return }
        // A file that was emptied is no less gone.
        if let mark, mark.isSet, mark.isEmptyFile { throw .database(mark.gone(mark.path)) }
        try migrateLocked(to: needed)
        mark?.set()
    }

    private func migrateLocked<Needed: Schema>(to needed: Needed.Type) throws(Failure) {
        try write { () throws(Failure) in
            let state = try failing { () throws(DatabaseError) in try lockedSchemaState(needed) }
            try reject(state, needed)
            guard case .behind(let version) = state else { return }
            for next in (version + 1)...Needed.version { try Needed.migrate(self, to: next) }
            try failing { () throws(DatabaseError) in
                try execute(SQL(trusted: "PRAGMA application_id = \(Needed.applicationID)"))
                try execute(SQL(trusted: "PRAGMA user_version = \(Needed.version)"))
            }
        }
    }

    private func reject<Needed: Schema>(_ state: SchemaState, _ needed: Needed.Type) throws(Failure) {
        switch state {
        case .current, .behind: return
        case .newer(let version):
            throw .configuration(
                ConfigurationError(
                    "The database \(path) was brought to version \(version) by a newer release; this program knows "
                        + "versions up to \(Needed.version). Install the newer programs."))
        case .foreign:
            throw .configuration(
                ConfigurationError("The database \(path) belongs to another program. Check the database address."))
        }
    }
}
