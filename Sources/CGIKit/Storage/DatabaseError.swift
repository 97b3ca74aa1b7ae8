import CSQLite

/// An error of SQLite: its result code and message. Never holds the values bound to a statement.
public struct DatabaseError: FailureCause, Equatable {
    /// SQLite's extended result code.
    public let code: ResultCode
    /// SQLite's message; if the file's permissions are the reason, followed by what to do.
    public let message: String
    /// The statement's text with its placeholders, if the error is one of a statement.
    public let sql: String?

    /// An error that did not come from SQLite itself, such as a row that makes no sense.
    @export(interface) public init(_ code: ResultCode, _ message: String, sql: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
    }

    /// ``Failure/database(_:)``.
    public var failure: Failure { .database(self) }

    /// For the error log: `SQLite error 5: database is locked, in: BEGIN IMMEDIATE`.
    public var description: String {
        let start = "SQLite error \(code.rawValue): \(message)"
        guard let sql else { return start }
        return "\(start), in: \(sql)"
    }
}

/// An error type that can hold a ``DatabaseError``: what the body of a transaction may throw, because its start and its
/// commit can fail, too.
public protocol TransactionFailure: Error {
    /// An error of this type for one of the database.
    init(_ error: DatabaseError)
}

extension DatabaseError: TransactionFailure {
    public init(_ error: DatabaseError) { self = error }
}

extension Failure: TransactionFailure {
    public init(_ error: DatabaseError) { self = .database(error) }
}
