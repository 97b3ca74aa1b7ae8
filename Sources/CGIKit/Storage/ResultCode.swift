import CSQLite

/// One of SQLite's result codes (https://sqlite.org/rescode.html), with its extension if it has one.
///
/// A primary code matches all its extended codes: `catch ResultCode.constraint` also catches a `constraintUnique`.
public struct ResultCode: Equatable, Sendable {
    /// SQLite's number.
    public let rawValue: Int32

    /// A code by SQLite's number, known or not.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The code without its extension: `SQLITE_CONSTRAINT` of `SQLITE_CONSTRAINT_UNIQUE`.
    public var primary: ResultCode { ResultCode(rawValue: rawValue & 0xff) }

    /// `SQLITE_OK`.
    public static var ok: ResultCode { ResultCode(rawValue: SQLITE_OK) }
    /// `SQLITE_ERROR`: a mistake in a statement, or whatever has no code of its own.
    public static var error: ResultCode { ResultCode(rawValue: SQLITE_ERROR) }
    /// `SQLITE_BUSY`: another process held a lock for longer than the busy timeout.
    public static var busy: ResultCode { ResultCode(rawValue: SQLITE_BUSY) }
    /// `SQLITE_READONLY`: the file or its folder cannot be written.
    public static var readOnly: ResultCode { ResultCode(rawValue: SQLITE_READONLY) }
    /// `SQLITE_IOERR`: the operating system failed.
    public static var inputOutput: ResultCode { ResultCode(rawValue: SQLITE_IOERR) }
    /// `SQLITE_CORRUPT`: the file is damaged.
    public static var corrupt: ResultCode { ResultCode(rawValue: SQLITE_CORRUPT) }
    /// `SQLITE_FULL`: the disk is full.
    public static var full: ResultCode { ResultCode(rawValue: SQLITE_FULL) }
    /// `SQLITE_CANTOPEN`: the file is missing, or may not be opened.
    public static var cannotOpen: ResultCode { ResultCode(rawValue: SQLITE_CANTOPEN) }
    /// `SQLITE_CONSTRAINT`: a row breaks a rule of its table.
    public static var constraint: ResultCode { ResultCode(rawValue: SQLITE_CONSTRAINT) }
    /// `SQLITE_MISMATCH`: a value is of the wrong type.
    public static var mismatch: ResultCode { ResultCode(rawValue: SQLITE_MISMATCH) }
    /// `SQLITE_NOTADB`: the file is not a database.
    public static var notADatabase: ResultCode { ResultCode(rawValue: SQLITE_NOTADB) }

    /// `SQLITE_CONSTRAINT_UNIQUE`: the value is taken already.
    public static var constraintUnique: ResultCode { extended(constraint, 8) }
    /// `SQLITE_CONSTRAINT_FOREIGNKEY`: a row refers to one that does not exist.
    public static var constraintForeignKey: ResultCode { extended(constraint, 3) }
    /// `SQLITE_CONSTRAINT_NOTNULL`: a value is missing.
    public static var constraintNotNull: ResultCode { extended(constraint, 5) }
    /// A write-ahead log was left behind, and this connection may not write.
    static var readOnlyRecovery: ResultCode { extended(readOnly, 1) }
    /// A rollback journal was left behind, and this connection may not write.
    static var readOnlyRollback: ResultCode { extended(readOnly, 3) }

    /// Extended codes are macros that compute, which Swift does not import.
    private static func extended(_ primary: ResultCode, _ extension: Int32) -> ResultCode {
        ResultCode(rawValue: primary.rawValue | (`extension` << 8))
    }

    /// Whether an error has this code, or an extension of it.
    public static func ~= (pattern: ResultCode, error: DatabaseError) -> Bool {
        pattern == error.code || pattern == error.code.primary
    }
}
