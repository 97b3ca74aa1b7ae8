/// An error of SQLite: its result code and message. Never holds the values bound to a statement.
public struct DatabaseError: FailureCause, Equatable {
    public let code: Int32
    public let message: String
    public let sql: String?

    public var failure: Failure { .database(self) }
}
