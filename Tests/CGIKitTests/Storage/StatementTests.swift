import TestSupport
import Testing

@testable import CGIKit

@Suite struct StatementTests {
    let folder: TemporaryFolder
    let database: Database

    init() throws {
        folder = try TemporaryFolder()
        database = try openNotes(folder.path("notes.db"))
    }

    @Test(arguments: [
        "", "plain", "ë 👍 e\u{301}", "nul \u{0} inside", "'; DROP TABLE note; --",
        String(repeating: "x", count: 100_000),
    ])
    func textComesBackByteForByte(text: String) throws {
        let back = try database.first("SELECT ?, typeof(?1)", .text(text)) { ($0.text(0), $0.text(1)) }
        #expect(back?.0.map { Array($0.utf8) } == Array(text.utf8))
        #expect(back?.1 == "text")
    }

    @Test(arguments: [0, 1, -1, .min, .max, 9_007_199_254_740_993] as [Int64])
    func integersComeBack(integer: Int64) throws {
        #expect(try database.first("SELECT ?", .integer(integer)) { $0.integer(0) } == integer)
    }

    @Test(arguments: [[], [0], [1, 0, 255]] as [[UInt8]])
    func blobsComeBack(blob: [UInt8]) throws {
        #expect(try database.first("SELECT ?", .blob(blob)) { $0.blob(0) } == blob)
        #expect(try database.first("SELECT typeof(?)", .blob(blob)) { $0.text(0) } == "blob")
    }

    @Test func realNumbersComeBack() throws {
        #expect(try database.first("SELECT ?", .real(0.1)) { $0.double(0) } == 0.1)
    }

    @Test func nilIsNull() throws {
        let isNull = try database.first(
            "SELECT ?, ?, ?, ?, ?", .null, .text(nil), .integer(nil), .real(nil), .blob(nil)
        ) { row in
            (0..<5).allSatisfy { row.isNull($0) } && row.text(0) == nil && row.blob(0) == nil && row.double(0) == nil
        }
        #expect(isNull == true)
    }

    @Test(
        arguments: [
            ("SELECT 'abc'", nil), ("SELECT '7'", nil), ("SELECT 1.5", nil), ("SELECT NULL", nil), ("SELECT 7", 7),
        ] as [(String, Int64?)])
    func whatIsNoIntegerIsNotReadAsZero(sql: String, integer: Int64?) throws {
        #expect(try database.first(SQL(trusted: sql)) { $0.integer(0) } == .some(integer))
    }

    @Test func invalidUTF8IsRepaired() throws {
        #expect(try database.first("SELECT CAST(x'61ff62' AS TEXT)") { $0.text(0) } == "a\u{FFFD}b")
    }

    @Test func aMissingRequiredIntegerIsAnErrorThatNamesTheColumn() throws {
        #expect(throws: DatabaseError(.mismatch, "author is no integer", sql: "SELECT NULL AS author")) {
            try database.first("SELECT NULL AS author") { row throws(DatabaseError) in try row.requiredInteger(0) }
        }
    }

    @Test func sqlIsPutTogetherOnlyFromSQL() throws {
        let columns: SQL = "id, text"
        let sql: SQL = "SELECT \(columns) FROM note"
        #expect(sql.text == "SELECT id, text FROM note")
        try database.add("one")
        #expect(try database.all(sql) { $0.text(1) } == ["one"])
    }

    @Test func errorsShowTheStatementAndNotItsValues() throws {
        try database.add("secret")
        let error = #expect(throws: DatabaseError.self) { try database.add("secret") }
        #expect(error?.code == .constraintUnique)
        #expect(
            error?.description
                == "SQLite error 2067: UNIQUE constraint failed: note.text, in: INSERT INTO note (text) VALUES (?)")
    }

    @Test(arguments: [
        ("SELEC 1", ResultCode.error, "near \"SELEC\": syntax error"),
        ("SELECT missing FROM note", .error, "no such column: missing"),
        ("SELECT * FROM elsewhere", .error, "no such table: elsewhere"),
        ("INSERT INTO note (text) VALUES (NULL)", .constraintNotNull, "NOT NULL constraint failed: note.text"),
        ("INSERT INTO note (text, author) VALUES ('a', 99)", .constraintForeignKey, "FOREIGN KEY constraint failed"),
    ])
    func errorsAreTyped(sql: String, code: ResultCode, message: String) {
        #expect(throws: DatabaseError(code, message, sql: sql)) { try database.execute(SQL(trusted: sql)) }
    }

    @Test func aPrimaryCodeMatchesItsExtendedCodesInCatch() throws {
        try database.add("one")
        do throws(DatabaseError) {
            try database.add("one")
            Issue.record("nothing thrown")
        } catch ResultCode.busy {
            Issue.record("another code matched")
        } catch ResultCode.constraint {
            #expect(error(ResultCode.constraintUnique, is: .constraint))
        } catch {
            Issue.record("not matched")
        }
    }

    private func error(_ code: ResultCode, is primary: ResultCode) -> Bool {
        code != primary && code.primary == primary
    }

    @Test func aNewRowsNumberIsReturned() throws {
        try database.add("a")
        #expect(try database.insert("INSERT INTO note (text) VALUES (?)", .text("b")) == 2)
    }

    @Test func executeCountsTheRowsItChanged() throws {
        for text in ["a", "b", "c"] { try database.add(text) }
        #expect(try database.execute("UPDATE note SET author = 1 WHERE id > ?", .integer(1)) == 2)
        #expect(try database.execute("DELETE FROM note WHERE id > 9") == 0)
    }

    @Test func statementsCanBeRunAgain() throws {
        let statement = try database.prepare("SELECT ? + 1")
        for number in 1...3 as ClosedRange<Int64> {
            statement.bind([.integer(number)])
            #expect(try statement.step())
            #expect(statement.integer(0) == number + 1)
            #expect(try !statement.step())
        }
    }
}
