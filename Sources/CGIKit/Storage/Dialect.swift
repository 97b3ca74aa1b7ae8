/// What statements say in SQLite's own way, by what is meant. Another database would have another text here.
extension SQL {
    /// Writes rows, but for those whose unique value another row has: `"\(SQL.updateUnlessTaken) users_user SET …"`.
    public static var updateUnlessTaken: SQL { "UPDATE OR IGNORE" }

    /// A new value that nobody can guess: 32 hexadecimal digits.
    public static var randomToken: SQL { "lower(hex(randomblob(16)))" }

    /// A table's option: its rows lie in the file in the order of the primary key, and have no other number.
    public static var inOrderOfKey: SQL { "WITHOUT ROWID" }
}

/// The types of columns.
extension SQL {
    /// The number of a row, which the database gives if it is left out.
    public static var rowNumber: SQL { "INTEGER PRIMARY KEY" }
    /// A number, or seconds since 1970.
    public static var number: SQL { "INTEGER NOT NULL" }
    /// A number, or nothing.
    public static var optionalNumber: SQL { "INTEGER" }
    /// A number of a few digits, such as a status.
    public static var smallNumber: SQL { "SMALLINT NOT NULL" }
    /// Text.
    public static var text: SQL { "TEXT NOT NULL" }
    /// Text, or nothing.
    public static var optionalText: SQL { "TEXT" }
    // Those of a key in whose order rows lie are never NULL, and need not say so.
    /// A number of a key (``inOrderOfKey``).
    public static var keyNumber: SQL { "INTEGER" }
    /// A number of a few digits, of a key (``inOrderOfKey``).
    public static var keySmallNumber: SQL { "SMALLINT" }
    /// Text of a key (``inOrderOfKey``).
    public static var keyText: SQL { "TEXT" }
}

extension DatabaseError {
    /// Whether the statement asks for a table that is not there.
    @export(interface) public func lacks(_ table: SQL) -> Bool { message.hasPrefix("no such table: \(table.text)") }

    /// Whether the statement does not fit the tables that are there.
    public var isOfOtherTables: Bool { code == .error }
}
