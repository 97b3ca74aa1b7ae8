/// A full-text index (SQLite's FTS5) of two texts in each row of a table. It refers to that table, and so holds no text twice. Connections
/// must know ``FullTextSearch`` first.
public struct FullTextIndex {
    /// The index's own name, and what stands for it where a statement looks something up.
    public let name: SQL
    /// The two columns that have the texts, in the table as in the index.
    let columns: SQL
    let table: SQL
    let key: SQL

    /// An index that may be there or not.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - columns: The two columns of the table that have the texts, with a comma.
    ///   - table: The table.
    ///   - key: The column of the table that has the numbers of rows.
    @export(interface) public init(_ name: SQL, of columns: SQL, in table: SQL, by key: SQL) {
        self.name = name
        self.columns = columns
        self.table = table
        self.key = key
    }

    // MARK: In a query

    /// The number of the row that was found.
    public var number: SQL { "\(name).rowid" }

    /// Whether a row has what is looked for, which is bound to the placeholder.
    public var matches: SQL { "\(name) MATCH ?" }

    /// All of a column's text, with the signs U+0002 and U+0003 around what was found.
    ///
    /// - Parameter column: The column's number, from 0.
    @export(interface) public func marked(_ column: SQL) -> SQL { "highlight(\(name), \(column), char(2), char(3))" }

    /// The part of a column's text in which most was found, with the same signs, as long as is bound to the placeholder.
    ///
    /// - Parameter column: The column's number, from 0.
    @export(interface) public func excerpt(_ column: SQL) -> SQL {
        "excerpt(\(name), \(column), char(2), char(3), '…', ?)"
    }

    // MARK: To be called inside a transaction

    /// Whether it was made with today's tokenizer; nil if it is not there.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func isCurrent(in database: Database) throws(DatabaseError) -> Bool? {
        try database.integer(
            "SELECT instr(sql, ?) FROM sqlite_schema WHERE name = ?", .text(FullTextSearch.tokenizer.text),
            .text(name.text)
        ).map { $0 != 0 }
    }

    /// Whether it is of up to 4 MB or so.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func isSmall(in database: Database) throws(DatabaseError) -> Bool {
        // Each row is for about 4 KB.
        try !database.exists("SELECT 1 FROM \(name)_idx LIMIT 1 OFFSET 1000")
    }

    /// Makes it, of all texts that are there.
    ///
    /// - Throws: A ``DatabaseError``, also if it is there already.
    @export(interface) public func create(in database: Database) throws(DatabaseError) {
        try database.execute(
            """
            CREATE VIRTUAL TABLE \(name) USING fts5(\(columns), content = '\(table)',
                content_rowid = '\(key)', columnsize = 0, tokenize = "\(FullTextSearch.tokenizer)")
            """)
        try database.execute("INSERT INTO \(name) (\(name)) VALUES ('rebuild')")
    }

    /// Removes it.
    ///
    /// - Throws: A ``DatabaseError``, also if it is not there.
    @export(interface) public func drop(in database: Database) throws(DatabaseError) {
        try database.execute("DROP TABLE \(name)")
    }

    /// Adds the texts of a row.
    ///
    /// - Throws: A ``DatabaseError``.
    @export(interface) public func add(
        _ number: Int64, _ first: String, _ second: String, to database: Database
    ) throws(DatabaseError) {
        try database.execute(
            "INSERT INTO \(name) (rowid, \(columns)) VALUES (?, ?, ?)", .integer(number), .text(first), .text(second))
    }

    /// Takes out a row that is in its table still, by exactly the texts that were added.
    ///
    /// - Throws: A ``DatabaseError``.
    @export(interface) public func remove(
        _ number: Int64, _ first: String, _ second: String, from database: Database
    ) throws(DatabaseError) {
        try database.execute(
            "INSERT INTO \(name) (\(name), rowid, \(columns)) VALUES ('delete', ?, ?, ?)", .integer(number),
            .text(first), .text(second))
    }
}
