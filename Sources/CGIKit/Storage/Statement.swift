import CSQLite

/// A prepared statement and, after ``step()`` has returned true, its current row. It is finalized when it goes out of
/// scope, and keeps its database open until then.
public struct Statement: ~Copyable {
    let handle: OpaquePointer
    private let database: Database

    init(handle: OpaquePointer, database: Database) {
        self.handle = handle
        self.database = database
    }

    deinit { sqlite3_finalize(handle) }

    /// Gives all placeholders their values, in order, and resets the statement. A wrong number of values traps.
    @export(interface) public func bind(_ values: [DatabaseValue]) {
        reset()
        precondition(values.count == sqlite3_bind_parameter_count(handle), "each placeholder needs one value")
        for (index, value) in values.enumerated() {
            let code = value.bind(to: handle, at: Int32(index) + 1)
            precondition(code == SQLITE_OK, "value not bound")
        }
    }

    /// Moves to the next row and returns whether there is one.
    ///
    /// - Throws: A ``DatabaseError``: for a query usually ``ResultCode/busy``, for a statement that writes also a
    ///   broken constraint or a full disk.
    @export(interface) public func step() throws(DatabaseError) -> Bool {
        var code = sqlite3_step(handle)
        if database.recoversFromCrash(behind: code) {
            reset()
            code = sqlite3_step(handle)
        }
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.error(code, sql: String(cString: sqlite3_sql(handle)))
        }
    }

    /// Moves to the next row and reads it; nil when there is none.
    ///
    /// - Throws: A ``DatabaseError`` of the query or of the row.
    public func next<Row: RowDecodable>(_ type: Row.Type) throws(DatabaseError) -> Row? {
        try next { (row) throws(DatabaseError) in try Row(from: &row) }
    }

    /// Moves to the next row and reads it by a function, which must ask for all its columns; nil when there is none.
    ///
    /// - Throws: A ``DatabaseError`` of the query or of the row.
    public func next<Value>(
        _ read: (inout RowDecoder) throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> Value? {
        guard try step() else { return nil }
        var row = RowDecoder(self)
        let value = try read(&row)
        precondition(row.isAtEnd, "a row of other columns")
        return value
    }

    /// Has each row that is left read by a function, which must ask for all its columns.
    ///
    /// - Throws: A ``DatabaseError`` of the query or of a row.
    @export(interface) public func forEach(
        _ read: (inout RowDecoder) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        while try step() {
            var row = RowDecoder(self)
            try read(&row)
            precondition(row.isAtEnd, "a row of other columns")
        }
    }

    /// Resets the statement, to run it again with the same values. It ignores SQLite's result, which is the error that
    /// ``step()`` has thrown already.
    public func reset() { sqlite3_reset(handle) }
}

/// The current row. Columns count from 0.
extension Statement {
    /// Whether a column is `NULL`.
    public func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// An integer; nil is NULL or something that is no integer. SQLite columns are typed loosely, and its own conversion
    /// would make 0 of any text: in a column of roles, an administrator.
    @export(interface) public func integer(_ column: Int32) -> Int64? {
        guard sqlite3_column_type(handle, column) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(handle, column)
    }

    /// An integer in a column that the schema always fills.
    ///
    /// - Throws: A ``DatabaseError`` with ``ResultCode/mismatch`` if the column holds anything else.
    @export(interface) public func requiredInteger(_ column: Int32) throws(DatabaseError) -> Int64 {
        guard let integer = integer(column) else { throw Statement.noInteger(handle, column) }
        return integer
    }

    @export(interface) static func noInteger(_ handle: OpaquePointer, _ column: Int32) -> DatabaseError {
        let name = sqlite3_column_name(handle, column).map { String(cString: $0) } ?? "?"
        return DatabaseError(.mismatch, "\(name) is no integer", sql: String(cString: sqlite3_sql(handle)))
    }

    /// A real number or an integer; nil is NULL or something that is no number.
    @export(interface) public func double(_ column: Int32) -> Double? {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_FLOAT, SQLITE_INTEGER: sqlite3_column_double(handle, column)
        default: nil
        }
    }

    /// Text, with U+FFFD for what is not UTF-8; numbers and blobs are read as text. Nil is NULL.
    @export(interface) public func text(_ column: Int32) -> String? {
        guard let bytes = sqlite3_column_text(handle, column) else { return nil }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(utf8: UnsafeBufferPointer(start: bytes, count: count))
    }

    /// Bytes; nil is NULL.
    @export(interface) public func blob(_ column: Int32) -> [UInt8]? {
        if isNull(column) { return nil }
        let bytes = sqlite3_column_blob(handle, column)
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
    }
}
