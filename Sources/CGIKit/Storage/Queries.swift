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

    /// The first row of a query; nil if there is none.
    ///
    ///     let user = try database.first(User.self, "SELECT \(columns: User.self) FROM users_user WHERE id = ?", .integer(id))
    ///
    /// - Throws: A ``DatabaseError`` of the query or of the row.
    public func first<Row: RowDecodable>(
        _ type: Row.Type, _ sql: SQL, _ values: DatabaseValue...
    ) throws(DatabaseError) -> Row? {
        let statement = try prepare(sql)
        statement.bind(values)
        return try statement.next(type)
    }

    /// The first row of a query, read by a function, whose columns are `\(columns: read)`; nil if there is none.
    ///
    /// - Throws: A ``DatabaseError`` of the query, and what `read` throws.
    public func first<Value>(
        _ read: (inout RowDecoder) throws(DatabaseError) -> Value, _ sql: SQL, _ values: DatabaseValue...
    ) throws(DatabaseError) -> Value? {
        let statement = try prepare(sql)
        statement.bind(values)
        return try statement.next(read)
    }

    /// All rows of a query.
    ///
    /// - Throws: A ``DatabaseError`` of the query or of a row.
    public func all<Row: RowDecodable>(
        _ type: Row.Type, _ sql: SQL, _ values: DatabaseValue...
    ) throws(DatabaseError) -> [Row] {
        let statement = try prepare(sql)
        statement.bind(values)
        var rows: [Row] = []
        try statement.forEach { (row) throws(DatabaseError) in rows.append(try Row(from: &row)) }
        return rows
    }

    /// All rows of a query, read by a function, whose columns are `\(columns: read)`.
    ///
    /// - Throws: A ``DatabaseError`` of the query, and what `read` throws.
    public func all<Value>(
        _ read: (inout RowDecoder) throws(DatabaseError) -> Value, _ sql: SQL, _ values: DatabaseValue...
    ) throws(DatabaseError) -> [Value] {
        let statement = try prepare(sql)
        statement.bind(values)
        var rows: [Value] = []
        try statement.forEach { (row) throws(DatabaseError) in rows.append(try read(&row)) }
        return rows
    }

    /// The number that a query selects; nil is NULL or something that is no number, or no row.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func integer(_ sql: SQL, _ values: DatabaseValue...) throws(DatabaseError) -> Int64? {
        let statement = try prepare(sql)
        statement.bind(values)
        return try statement.step() ? statement.integer(0) : nil
    }

    /// The text that a query selects; nil is NULL, or no row.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func text(_ sql: SQL, _ values: DatabaseValue...) throws(DatabaseError) -> String? {
        let statement = try prepare(sql)
        statement.bind(values)
        return try statement.step() ? statement.text(0) : nil
    }

    /// The texts that a query selects, one in each row; NULL is an empty one.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func texts(_ sql: SQL, _ values: DatabaseValue...) throws(DatabaseError) -> [String] {
        let statement = try prepare(sql)
        statement.bind(values)
        var texts: [String] = []
        while try statement.step() { texts.append(statement.text(0) ?? "") }
        return texts
    }

    /// Whether a query has a row.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func exists(_ sql: SQL, _ values: DatabaseValue...) throws(DatabaseError) -> Bool {
        let statement = try prepare(sql)
        statement.bind(values)
        return try statement.step()
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

    /// Inserts a row of a table whose rows have numbers.
    ///
    /// - Returns: The number that the database gave it.
    /// - Throws: A ``DatabaseError``, such as ``ResultCode/constraintUnique`` or ``ResultCode/busy``.
    @export(interface) public func insert(_ sql: SQL, _ values: DatabaseValue...) throws(DatabaseError) -> Int64 {
        let statement = try prepare(sql)
        statement.bind(values)
        while try statement.step() {}
        return sqlite3_last_insert_rowid(handle)
    }
}
