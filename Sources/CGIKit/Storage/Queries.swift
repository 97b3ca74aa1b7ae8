import CSQLite

extension Database {
    /// What `row` makes of the first row of a query; nil if there is none.
    ///
    ///     let name = try database.first("SELECT name FROM users_user WHERE id = ?", .integer(id)) { $0.text(0) }
    ///
    /// - Throws: A ``DatabaseError`` of the query, and what `row` throws.
    public func first<Value>(
        _ sql: SQL, _ values: DatabaseValue..., row: (borrowing Statement) throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> Value? {
        let statement = try prepare(sql)
        statement.bind(values)
        return try statement.step() ? row(statement) : nil
    }

    /// What `row` makes of each row of a query.
    ///
    /// - Throws: A ``DatabaseError`` of the query, and what `row` throws.
    public func all<Value>(
        _ sql: SQL, _ values: DatabaseValue..., row: (borrowing Statement) throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> [Value] {
        let statement = try prepare(sql)
        statement.bind(values)
        var rows: [Value] = []
        while try statement.step() { rows.append(try row(statement)) }
        return rows
    }

    /// Runs a statement to its end.
    ///
    /// - Returns: How many rows an `INSERT`, `UPDATE` or `DELETE` changed, without those that triggers changed.
    /// - Throws: A ``DatabaseError``, such as ``ResultCode/constraintUnique`` or ``ResultCode/busy``.
    @discardableResult
    @export(interface) public func execute(
        _ sql: SQL, _ values: DatabaseValue...
    ) throws(DatabaseError) -> Int {
        let statement = try prepare(sql)
        statement.bind(values)
        while try statement.step() {}
        return Int(sqlite3_changes(handle))
    }

    /// The row id of the last row that this connection inserted.
    public var lastInsertedID: Int64 { sqlite3_last_insert_rowid(handle) }
}
