import CGIKit

/// Computes the keys of rows written by other programs, or before the current rules for keys.
extension UserKeys {
    /// Gives keys to the rows that Flask has written since the last time; of several with the same key the oldest gets
    /// it. It must be called inside a transaction, before a name or an email address is written.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public static func fill(in database: Database) throws(DatabaseError) {
        // In batches, because the first call processes all rows.
        let portion = 500
        var rows = try unkeyed(in: database, from: .min, limit: portion)
        guard !rows.isEmpty else { return }
        let writer = try KeyWriter(database)
        while let last = rows.last {
            for row in rows { try writer.write(row) }
            guard rows.count == portion, last.id < .max else { return }
            rows = try unkeyed(in: database, from: last.id + 1, limit: portion)
        }
    }

    /// Recomputes all keys. A program without the Unicode tables leaves this to the next program that writes a name; until then,
    /// users are found like rows written by Flask.
    static func refill(in database: Database) throws(DatabaseError) {
        try database.execute(
            "UPDATE users_user SET name_key = NULL, email_key = NULL, name_look = NULL, name_look_written = NULL")
        if UnicodeForm.isComplete { try fill(in: database) }
    }

    /// Recomputes the keys and looks of names; else the same.
    static func refillNames(in database: Database) throws(DatabaseError) {
        try database.execute("UPDATE users_user SET name_key = NULL")
        if UnicodeForm.isComplete { try fill(in: database) }
    }

    /// A name and an address that have no key.
    struct Unkeyed: RowDecodable {
        let id: Int64
        let name: String?
        let email: String?

        init(from row: inout RowDecoder) throws(DatabaseError) {
            id = try row.requiredInteger("id")
            name = row.text("CASE WHEN name_key IS NULL THEN name END")
            email = row.text("CASE WHEN email_key IS NULL THEN email END")
        }
    }

    private static func unkeyed(
        in database: Database, from id: Int64, limit: Int
    ) throws(DatabaseError) -> [Unkeyed] {
        try database.all(
            Unkeyed.self,
            """
            SELECT \(columns: Unkeyed.self) FROM users_user
            WHERE id >= ? AND (name_key IS NULL AND name IS NOT NULL OR email_key IS NULL AND email IS NOT NULL)
            ORDER BY id LIMIT ?
            """, .integer(id), .integer(Int64(limit)))
    }
}

/// The statements that write keys. A key that an older row has stays with that row.
private struct KeyWriter: ~Copyable {
    private let name: Statement
    private let looks: Statement
    private let email: Statement

    init(_ database: Database) throws(DatabaseError) {
        let name = try database.prepare("\(SQL.updateUnlessTaken) users_user SET name_key = ? WHERE id = ?")
        let looks = try database.prepare("UPDATE users_user SET name_look = ?, name_look_written = ? WHERE id = ?")
        let email = try database.prepare("\(SQL.updateUnlessTaken) users_user SET email_key = ? WHERE id = ?")
        self.name = name
        self.looks = looks
        self.email = email
    }

    func write(_ row: UserKeys.Unkeyed) throws(DatabaseError) {
        if let text = row.name {
            try run(name, [.text(UserKeys.key(ofName: text)), .integer(row.id)])
            let made = NameLooks(text)
            try run(looks, [.text(made.folded), .text(made.read), .integer(row.id)])
        }
        if let text = row.email { try run(email, [.text(UserKeys.key(ofEmail: text)), .integer(row.id)]) }
    }

    private func run(_ statement: borrowing Statement, _ values: [DatabaseValue]) throws(DatabaseError) {
        statement.bind(values)
        _ = try statement.step()
    }
}
