import CSQLite

/// What the first 100 bytes of a database file say about whose it is.
struct FileHeader {
    /// Big-endian, at offset 68.
    let applicationID: Int32
    /// Big-endian, at offset 60.
    let userVersion: Int32

    /// An empty file, which SQLite takes for an empty database, reads as zeros.
    init(of database: Database) throws(DatabaseError) {
        var bytes: InlineArray<100, UInt8> = .init(repeating: 0)
        var span = bytes.mutableSpan
        let code = span.withUnsafeMutableBufferPointer {
            csqlite_read_header(database.handle, $0.baseAddress, Int32($0.count))
        }
        let shortRead = SQLITE_IOERR | (2 << 8)
        guard code == SQLITE_OK || code == shortRead else { throw database.error(code, sql: nil).about(database.path) }
        let isDatabase = FileHeader.starts(bytes, with: "SQLite format 3\0")
        guard isDatabase || bytes[0] == 0 else {
            throw DatabaseError(.notADatabase, "file is not a database").about(database.path)
        }
        applicationID = FileHeader.integer(bytes, at: 68)
        userVersion = FileHeader.integer(bytes, at: 60)
    }

    private static func starts(_ bytes: borrowing InlineArray<100, UInt8>, with magic: StaticString) -> Bool {
        for index in 0..<magic.utf8CodeUnitCount where bytes[index] != magic.utf8Start[index] { return false }
        return true
    }

    private static func integer(_ bytes: borrowing InlineArray<100, UInt8>, at offset: Int) -> Int32 {
        var value: UInt32 = 0
        for index in offset..<offset + 4 { value = value << 8 | UInt32(bytes[index]) }
        return Int32(bitPattern: value)
    }
}
