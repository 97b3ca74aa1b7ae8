import TestSupport
import Testing

@testable import CGIKit

@Suite struct NumberedRowsTests {
    /// A database with one table.
    private func database(_ definition: SQL, in folder: TemporaryFolder) throws -> Database {
        let path = folder.path("app.db")
        _ = try File(path: path, flags: 0o102, mode: 0o600)
        let database = try Database(path: path, access: .writing)
        try database.execute(definition)
        return database
    }

    private static var numbered: [SQL] {
        [
            "CREATE TABLE person (id INTEGER NOT NULL, \n\tname VARCHAR, \n\tPRIMARY KEY (id), \n\tUNIQUE (name)\n)",
            "CREATE TABLE person (id INTEGER PRIMARY KEY NOT NULL, name TEXT)",
            "create table person (name TEXT DEFAULT 'PRIMARY KEY (', \"id\" integer not null primary key)",
            "CREATE TABLE person (id INTEGER PRIMARY KEY ASC ON CONFLICT ABORT NOT NULL, name TEXT /* PRIMARY KEY */)",
            "CREATE TABLE [person] (`id` INTEGER, name TEXT, -- PRIMARY KEY\n CONSTRAINT x PRIMARY  KEY (`id` ))",
            "CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)",
        ]
    }

    @Test(arguments: 0..<6)
    func aNumberIsNotGivenTwice(table: Int) throws {
        let folder = try TemporaryFolder()
        let database = try database(NumberedRowsTests.numbered[table], in: folder)
        try database.execute("CREATE TABLE child (person INTEGER REFERENCES person (id) ON DELETE RESTRICT)")
        try database.execute("CREATE VIEW people AS SELECT name FROM person")
        try database.execute("INSERT INTO person (id, name) VALUES (1, 'a'), (7, 'b'), (41, 'c')")
        try database.execute("INSERT INTO child VALUES (7)")
        let before = try names(database)
        for _ in 1...2 {
            #expect(try database.write { () throws(DatabaseError) in try database.neverReuseNumbers(of: "person") })
        }
        #expect(try names(database) == before, "no row has changed")
        // Another program, which has had the file open, and one that comes later.
        for name in ["d", "e"] {
            let other = try Database(path: database.path, access: .writing)
            try other.execute("DELETE FROM person WHERE id = (SELECT max(id) FROM person)")
            try other.execute("INSERT INTO person (name) VALUES (?)", .text(name))
        }
        #expect(try names(database) == ["1 a", "7 b", "43 e"])
        #expect(try database.first("PRAGMA integrity_check") { $0.text(0) } == "ok")
        #expect(try database.first("SELECT count(*) FROM people") { $0.integer(0) } == 3)
    }

    private func names(_ database: Database) throws -> [String?] {
        try database.all("SELECT id || ' ' || name FROM person ORDER BY id") { $0.text(0) }
    }

    private static var others: [SQL] {
        [
            "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT)",
            "CREATE TABLE person (id INTEGER, name TEXT, PRIMARY KEY (id, name))",
            "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT) WITHOUT ROWID",
            "CREATE TABLE person (id INTEGER PRIMARY KEY DESC, name TEXT)",
            "CREATE TABLE person (id INTEGER, name TEXT UNIQUE)",
            "CREATE TABLE other (id INTEGER PRIMARY KEY)",
        ]
    }

    @Test(arguments: 0..<6)
    func aTableThatHasOtherKeysIsLeftAlone(table: Int) throws {
        let folder = try TemporaryFolder()
        let definition = NumberedRowsTests.others[table]
        let database = try database(definition, in: folder)
        #expect(try !database.write { () throws(DatabaseError) in try database.neverReuseNumbers(of: "person") })
        #expect(try database.first("SELECT sql FROM sqlite_schema") { $0.text(0) } == definition.text)
    }

    @Test func whatIsTakenBackIsAsBefore() throws {
        let folder = try TemporaryFolder()
        let database = try database("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)", in: folder)
        #expect(throws: DatabaseError.self) {
            try database.write { () throws(DatabaseError) in
                try database.neverReuseNumbers(of: "person")
                try database.execute("INSERT INTO nobody VALUES (1)")
            }
        }
        #expect(try database.all("SELECT name FROM sqlite_schema") { $0.text(0) } == ["person"])
        try database.execute("INSERT INTO person (name) VALUES ('a')")
        // And its definition is protected again.
        #expect(throws: DatabaseError.self) { try database.execute("UPDATE sqlite_schema SET sql = ''") }
    }

    @Test func aSequenceOfOnesOwnGoesOnFromTheLargest() throws {
        let folder = try TemporaryFolder()
        let database = try database("CREATE TABLE remark (id INTEGER)", in: folder)
        try database.execute("CREATE TABLE first (id INTEGER PRIMARY KEY AUTOINCREMENT)")
        func next() throws -> Int64 { try database.nextNumber(of: "remark", after: "SELECT max(id) FROM remark") }
        #expect(try [next(), next()] == [1, 2])
        try database.execute("INSERT INTO remark VALUES (9)")
        #expect(try next() == 10)
        try database.execute("DELETE FROM remark")
        #expect(try next() == 11)
    }
}
