/// A column of a table, as the database describes it.
public struct TableColumn: RowDecodable {
    /// Its name, as its definition writes it.
    public let name: String
    /// As its definition has it: `VARCHAR(50)`.
    public let type: String
    /// Whether a row cannot be without it, and there is nothing that takes its place.
    public let mustBeGiven: Bool
    /// Whether it is the primary key, or the first column of that.
    public let isKey: Bool

    /// Reads a row of `pragma_table_info`.
    ///
    /// - Throws: A ``DatabaseError`` of the row.
    @export(interface) public init(from row: inout RowDecoder) throws(DatabaseError) {
        name = row.text("name") ?? ""
        type = row.text("type") ?? ""
        mustBeGiven = row.integer("\"notnull\" AND dflt_value IS NULL AND NOT pk") == 1
        isKey = row.integer("pk") == 1
    }
}

/// What a database says of itself.
extension Database {
    /// The names of its tables, but for those that are the database's own.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func tables() throws(DatabaseError) -> [String] {
        try texts(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        )
    }

    /// The columns of a table in their order; none if there is no such table.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func columns(of table: String) throws(DatabaseError) -> [TableColumn] {
        try all(TableColumn.self, "SELECT \(columns: TableColumn.self) FROM pragma_table_info(?)", .text(table))
    }

    /// Adds a column to a table that lacks it.
    ///
    /// - Parameters:
    ///   - column: The column's name.
    ///   - table: The table's name.
    ///   - sql: The statement that adds it.
    /// - Throws: A ``DatabaseError`` of either statement.
    @export(interface) public func addColumn(_ column: String, to table: String, _ sql: SQL) throws(DatabaseError) {
        let isThere = try exists(
            "SELECT 1 FROM pragma_table_info(?) WHERE name = ? COLLATE NOCASE", .text(table), .text(column))
        if !isThere { try execute(sql) }
    }

    /// What is wrong with the file, as far as a quick look tells; nil if nothing is.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func damage() throws(DatabaseError) -> String? {
        let found = try text("PRAGMA quick_check(1)")
        return found == "ok" ? nil : found
    }

    /// Lets this connection keep as much of the file in memory.
    ///
    /// - Throws: A ``DatabaseError`` of the query.
    @export(interface) public func useMemory(megabytes: Int) throws(DatabaseError) {
        try execute(SQL(trusted: "PRAGMA cache_size = \(-1024 * megabytes)"))
    }
}
