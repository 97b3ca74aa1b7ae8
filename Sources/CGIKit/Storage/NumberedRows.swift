import CSQLite

extension Database {
    /// Makes sure that the numbers of a table's rows are never used twice, even by other programs that write to it:
    /// `INTEGER PRIMARY KEY` becomes `INTEGER PRIMARY KEY AUTOINCREMENT` (https://sqlite.org/autoinc.html). Without that
    /// SQLite reuses the number of the last row when that row was deleted. It must be called inside a transaction.
    ///
    /// The rows stay as they are; only the word is added to the table's definition, in the manner that
    /// https://sqlite.org/lang_altertable.html, section 7, describes for changes that leave rows alone. To rebuild
    /// the table would delete what refers to it (`ON DELETE CASCADE`).
    ///
    /// - Returns: False if SQLite does not number the table's rows; the table is not changed then.
    /// - Throws: A ``DatabaseError`` if the definition cannot be changed.
    @discardableResult
    @export(interface) public func neverReuseNumbers(of table: String) throws(DatabaseError) -> Bool {
        let sql = try text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", .text(table))
        guard let sql else { return false }
        if AutoincrementingTable.isOne(sql) { return true }
        guard let changed = AutoincrementingTable.definition(of: sql), Database.isDefinition(changed) else {
            return false
        }
        try makeSequence()
        set(SQLITE_DBCONFIG_DEFENSIVE, 0)
        defer { set(SQLITE_DBCONFIG_DEFENSIVE, 1) }
        try execute("PRAGMA writable_schema = ON")
        try execute(
            "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", .text(changed), .text(table))
        // Other connections read the definition again when this number is another.
        let version = try integer("PRAGMA schema_version")
        try execute(SQL(trusted: "PRAGMA schema_version = \((version ?? 0) + 1)"))
        try execute("PRAGMA writable_schema = RESET")
        try execute(
            """
            INSERT INTO sqlite_sequence (name, seq) SELECT ?, (SELECT coalesce(max(rowid), 0) FROM \(identifier: table))
            """, .text(table))
        return true
    }

    /// The next number of a sequence that SQLite does not keep itself; it is above all that are in use. It must be
    /// called inside a transaction.
    ///
    /// - Parameters:
    ///   - sequence: The name of the sequence, such as that of a table without `AUTOINCREMENT`.
    ///   - largest: A query for the largest number in use; `NULL` for none.
    /// - Throws: A ``DatabaseError`` if the sequence cannot be written.
    @export(interface) public func nextNumber(of sequence: String, after largest: SQL) throws(DatabaseError) -> Int64 {
        let next: SQL =
            "UPDATE sqlite_sequence SET seq = max(seq, coalesce((\(largest)), 0)) + 1 WHERE name = ? RETURNING seq"
        if let number = try integer(next, .text(sequence)) { return number }
        try execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, 0)", .text(sequence))
        return try integer(next, .text(sequence))!
    }

    /// Where SQLite keeps the largest numbers; it makes the table with the first other that needs it.
    private func makeSequence() throws(DatabaseError) {
        if try exists("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'") { return }
        try execute("CREATE TABLE sequence_needed (id INTEGER PRIMARY KEY AUTOINCREMENT)")
        try execute("DROP TABLE sequence_needed")
    }

    /// Whether SQLite takes a statement as the definition of a table.
    private static func isDefinition(_ sql: String) -> Bool {
        var handle: OpaquePointer?
        defer { sqlite3_close(handle) }
        guard sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else {
            return false
        }
        return sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK
    }
}

/// Adds `AUTOINCREMENT` to the definition of a table.
enum AutoincrementingTable {
    private struct Word {
        let range: Range<Int>
        /// In upper case; one of quotes or brackets is itself.
        let text: String
    }

    static func isOne(_ sql: String) -> Bool { words(Array(sql.utf8)).contains { $0.text == "AUTOINCREMENT" } }

    /// The definition with the word behind its only `PRIMARY KEY`, or in the brackets that follow it; nil if it has none, or
    /// several columns in it. Whether the result is one that SQLite takes is for SQLite to say.
    static func definition(of sql: String) -> String? {
        let bytes = Array(sql.utf8)
        let words = words(bytes)
        let places = words.indices.dropLast().filter { words[$0].text == "PRIMARY" && words[$0 + 1].text == "KEY" }
        guard places.count == 1 else { return nil }
        var last = places[0] + 1
        func follows(_ text: String) -> Bool { last + 1 < words.count && words[last + 1].text == text }
        if follows("(") {
            guard let end = words[last...].firstIndex(where: { $0.text == ")" }),
                !words[last..<end].contains(where: { $0.text == "," })
            else { return nil }
            last = end - 1
        } else {
            if follows("ASC") { last += 1 }
            if follows("ON") { last += 3 }
        }
        guard last < words.count else { return nil }
        let place = words[last].range.upperBound
        return String(decoding: bytes[..<place] + Array(" AUTOINCREMENT".utf8) + bytes[place...], as: UTF8.self)
    }

    private static func words(_ bytes: [UInt8]) -> [Word] {
        var words: [Word] = []
        var position = 0
        while position < bytes.count {
            let end = self.end(at: position, in: bytes)
            let first = bytes[position]
            let isBlank = first <= 0x20 || first == UInt8(ascii: "-") || first == UInt8(ascii: "/")
            if !isBlank {
                let word = bytes[position..<end].map {
                    isLetter(first) && $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0
                }
                words.append(Word(range: position..<end, text: String(decoding: word, as: UTF8.self)))
            }
            position = end
        }
        return words
    }

    /// Where the word, the quoted name or text, the comment or the sign ends that begins at a place.
    private static func end(at start: Int, in bytes: [UInt8]) -> Int {
        var end = start + 1
        func ends(behind closing: String) -> Int {
            let closing = Array(closing.utf8)
            while end < bytes.count, !bytes[..<end].suffix(closing.count).elementsEqual(closing) || end == start + 1 {
                end += 1
            }
            return end
        }
        switch bytes[start] {
        case UInt8(ascii: "\""): return ends(behind: "\"")
        case UInt8(ascii: "'"): return ends(behind: "'")
        case UInt8(ascii: "`"): return ends(behind: "`")
        case UInt8(ascii: "["): return ends(behind: "]")
        case UInt8(ascii: "-") where bytes[end...].first == UInt8(ascii: "-"): return ends(behind: "\n")
        case UInt8(ascii: "/") where bytes[end...].first == UInt8(ascii: "*"): return ends(behind: "*/")
        default:
            while isLetter(bytes[start]), end < bytes.count, isLetter(bytes[end]) { end += 1 }
            return end
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
