import CSQLite

/// One of SQLite's result codes (https://sqlite.org/rescode.html), extended where SQLite knows more.
///
/// A primary code matches all its extended codes: `catch ResultCode.constraint` also catches a `constraintUnique`.
public struct ResultCode: Equatable, Sendable {
    public let rawValue: Int32

    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The code without its extension: `SQLITE_CONSTRAINT` of `SQLITE_CONSTRAINT_UNIQUE`.
    public var primary: ResultCode { ResultCode(rawValue: rawValue & 0xff) }

    public static var ok: ResultCode { ResultCode(rawValue: SQLITE_OK) }
    public static var error: ResultCode { ResultCode(rawValue: SQLITE_ERROR) }
    /// Another process holds the lock, and held it for longer than the busy timeout.
    public static var busy: ResultCode { ResultCode(rawValue: SQLITE_BUSY) }
    public static var readOnly: ResultCode { ResultCode(rawValue: SQLITE_READONLY) }
    public static var inputOutput: ResultCode { ResultCode(rawValue: SQLITE_IOERR) }
    public static var corrupt: ResultCode { ResultCode(rawValue: SQLITE_CORRUPT) }
    public static var full: ResultCode { ResultCode(rawValue: SQLITE_FULL) }
    public static var cannotOpen: ResultCode { ResultCode(rawValue: SQLITE_CANTOPEN) }
    public static var constraint: ResultCode { ResultCode(rawValue: SQLITE_CONSTRAINT) }
    public static var mismatch: ResultCode { ResultCode(rawValue: SQLITE_MISMATCH) }
    public static var notADatabase: ResultCode { ResultCode(rawValue: SQLITE_NOTADB) }

    public static var constraintUnique: ResultCode { extended(constraint, 8) }
    public static var constraintForeignKey: ResultCode { extended(constraint, 3) }
    public static var constraintNotNull: ResultCode { extended(constraint, 5) }
    /// A write-ahead log was left behind, and this connection may not write.
    static var readOnlyRecovery: ResultCode { extended(readOnly, 1) }
    /// A rollback journal was left behind, and this connection may not write.
    static var readOnlyRollback: ResultCode { extended(readOnly, 3) }

    /// Extended codes are macros that compute, which Swift does not import.
    private static func extended(_ primary: ResultCode, _ extension: Int32) -> ResultCode {
        ResultCode(rawValue: primary.rawValue | (`extension` << 8))
    }

    public static func ~= (pattern: ResultCode, error: DatabaseError) -> Bool {
        pattern == error.code || pattern == error.code.primary
    }
}
