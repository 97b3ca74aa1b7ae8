import CGIKit

/// The keys by which names and addresses are unique regardless of case.
public enum UserKeys {
    /// A name or address in lower case (Unicode's mapping, without regard to language).
    public static func key(_ text: String) -> String {
        for byte in text.utf8 where byte >= 0x80 { return text.lowercased() }
        return String(
            decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// Gives keys to the rows that Flask has written since the last time: the oldest of those that want the same gets it.
    /// To be called inside a transaction, before a name or address is written.
    static func fill(in database: Database) throws(DatabaseError) {
        // In portions, because the first time it is everybody.
        let portion = 500
        var rows = try unkeyed(in: database, from: .min, limit: portion)
        while let last = rows.last {
            for row in rows { try fill(row, in: database) }
            guard rows.count == portion, last.id < .max else { return }
            rows = try unkeyed(in: database, from: last.id + 1, limit: portion)
        }
    }

    private typealias Row = (id: Int64, name: String?, email: String?)

    private static func unkeyed(
        in database: Database, from id: Int64, limit: Int
    ) throws(DatabaseError) -> [Row] {
        try database.all(
            """
            SELECT id, CASE WHEN name_key IS NULL THEN name END, CASE WHEN email_key IS NULL THEN email END
            FROM users_user
            WHERE id >= ? AND (name_key IS NULL AND name IS NOT NULL OR email_key IS NULL AND email IS NOT NULL)
            ORDER BY id LIMIT ?
            """, .integer(id), .integer(Int64(limit))
        ) { row throws(DatabaseError) -> Row in
            (id: try row.requiredInteger(0), name: row.text(1), email: row.text(2))
        }
    }

    private static func fill(_ row: Row, in database: Database) throws(DatabaseError) {
        if let name = row.name {
            try database.execute(
                "UPDATE OR IGNORE users_user SET name_key = ? WHERE id = ?", .text(key(name)), .integer(row.id))
        }
        if let email = row.email {
            try database.execute(
                "UPDATE OR IGNORE users_user SET email_key = ? WHERE id = ?", .text(key(email)), .integer(row.id))
        }
    }
}
