import CSQLite
import CSystem

/// A connection to an SQLite file, closed when nothing refers to it any longer. It belongs to one thread.
///
/// The database stays in SQLite's rollback journal mode (`DELETE`): a page that only reads then opens one file and
/// writes none. In WAL mode the last of many short processes to close removes the log, the next to open rebuilds it,
/// and even readers meet locks (measured: two thirds more time from open to close). A file in WAL mode works, and stays
/// in it.
public final class Database {
    /// What a page may do with the database.
    public enum Access: Sendable {
        /// For pages that only read. Works on a file, and in a folder, that cannot be written.
        case reading
        /// For pages that may write. On a file that cannot be written reading works and ``write(_:)`` fails.
        case writing
    }

    /// The file's path as it was given.
    public let path: String
    /// What the connection was opened for.
    public let access: Access
    /// How many statements have been prepared, transaction control included: the cost of a page in SQL.
    public private(set) var statementsPrepared = 0

    let handle: OpaquePointer
    private let busyHandler: BusyHandler

    /// Opens a file that exists, as it is. ``open(_:for:schema:busyTimeout:isMissed:)`` prepares one for a program.
    ///
    /// - Parameters:
    ///   - path: The file; a name that SQLite would read as a temporary database traps.
    ///   - access: Whether the page may write.
    ///   - busyTimeout: How long to wait for a lock of another process, in milliseconds.
    /// - Throws: A ``DatabaseError`` if the file is missing or cannot be opened.
    @export(interface) public init(path: String, access: Access, busyTimeout: Int = 5000) throws(DatabaseError) {
        precondition(!path.isEmpty && path.utf8.first != UInt8(ascii: ":"), "the name of a temporary database")
        _ = sqliteIsConfigured
        let mode = access == .reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            // A connection that failed to open still has to be closed.
            defer { sqlite3_close(handle) }
            throw DatabaseError(handle, code, sql: nil, path: path).about(path)
        }
        self.handle = handle
        self.path = path
        self.access = access
        busyHandler = BusyHandler(timeout: busyTimeout)
        busyHandler.install(on: handle)
        // Settings by function, not by PRAGMA: a page must not pay for SQL that is not its own.
        set(SQLITE_DBCONFIG_ENABLE_FKEY, 1)
        set(SQLITE_DBCONFIG_DEFENSIVE, 1)
        set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    }

    // Statements keep their database open; those that are left are SQLite's own, of full-text indexes, and end with it.
    deinit { sqlite3_close(handle) }

    func set(_ option: Int32, _ value: Int32) {
        let code = csqlite_db_config_int(handle, option, value)
        precondition(code == SQLITE_OK, "an option that this SQLite does not know")
    }

    /// Compiles one statement. ``first(_:_:row:)``, ``all(_:_:row:)`` and ``execute(_:_:)`` are shorter.
    ///
    /// - Throws: A ``DatabaseError`` if SQLite does not accept the statement or a lock is not released in time.
    @export(interface) public func prepare(_ sql: SQL) throws(DatabaseError) -> Statement {
        statementsPrepared += 1
        var (code, statement) = compile(sql.text)
        if recoversFromCrash(behind: code) { (code, statement) = compile(sql.text) }
        guard code == SQLITE_OK else { throw error(code, sql: sql.text) }
        guard let statement else { preconditionFailure("an empty statement") }
        return Statement(handle: statement, database: self)
    }

    private func compile(_ sql: String) -> (code: Int32, statement: OpaquePointer?) {
        var statement: OpaquePointer?
        let code = sql.withCString { start in
            var end: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(handle, start, -1, &statement, &end)
            precondition(code != SQLITE_OK || end?.pointee == 0, "more than one statement")
            return code
        }
        return (code, statement)
    }

    func error(_ code: Int32, sql: String?) -> DatabaseError { DatabaseError(handle, code, sql: sql, path: path) }

    /// Whether the code says that a writer was killed and this connection may not repair what it left behind, and
    /// another connection has now done so. (Two connections of one process share their locks inside SQLite.)
    func recoversFromCrash(behind code: Int32) -> Bool {
        guard access == .reading else { return false }
        let code = ResultCode(rawValue: code)
        guard code == .readOnlyRollback || code == .readOnlyRecovery else { return false }
        do {
            let writer = try Database(path: path, access: .writing, busyTimeout: busyHandler.timeout)
            _ = try writer.integer("SELECT count(*) FROM sqlite_schema")
            return true
        } catch {
            return false
        }
    }
}

extension DatabaseError {
    /// The last error of a connection, with what to do if the file's permissions are its reason.
    fileprivate init(_ handle: OpaquePointer?, _ rawCode: Int32, sql: String?, path: String) {
        let code = ResultCode(rawValue: rawCode)
        var message = String(cString: handle == nil ? sqlite3_errstr(rawCode) : sqlite3_errmsg(handle))
        if code.primary == .cannotOpen || code.primary == .inputOutput, let handle {
            let errno = sqlite3_system_errno(handle)
            if errno != 0 { message += " (\(Errno(code: errno).description))" }
        }
        if code.primary == .cannotOpen || code.primary == .readOnly {
            let hint = FileAccess.hint(for: path, writing: true)
            if !hint.isEmpty { message += ".\(hint)" }
        }
        self.init(code, message, sql: sql)
    }

    /// An error of the file itself.
    func about(_ path: String) -> DatabaseError { DatabaseError(code, "\(path): \(message)", sql: sql) }
}

/// Evaluated once, before the process's first connection. Other code that has used SQLite first has its settings kept.
private let sqliteIsConfigured = csqlite_configure() == SQLITE_OK
