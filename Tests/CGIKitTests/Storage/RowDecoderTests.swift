import TestSupport
import Testing

@testable import CGIKit

@Suite struct RowDecoderTests {
    private struct Note: RowDecodable {
        let id: Int64
        let text: String?
        let author: Int64?
        let length: Int64?

        init(from row: inout RowDecoder) throws(DatabaseError) {
            id = try row.requiredInteger("note.id")
            text = row.text("note.text")
            author = row.integer("note.author")
            length = row.integer("length(note.text)")
            guard row.isList || text != nil else { throw DatabaseError(.mismatch, "no text") }
        }
    }

    let folder: TemporaryFolder
    let database: Database

    init() throws {
        folder = try TemporaryFolder()
        database = try openNotes(folder.path("notes.db"))
        try database.add("one")
        try database.add("three")
    }

    @Test func columnsStandInTheOrderInWhichTheyAreRead() {
        let sql: SQL = "SELECT \(columns: Note.self) FROM note"
        #expect(sql.text == "SELECT note.id, note.text, note.author, length(note.text) FROM note")
    }

    @Test func rowsAreReadByTheColumnsThatTheyName() throws {
        let notes = try database.all(Note.self, "SELECT \(columns: Note.self) FROM note ORDER BY id")
        #expect(notes.map { $0.id } == [1, 2])
        #expect(notes.map { $0.text } == ["one", "three"])
        #expect(notes.map { $0.author } == [nil, nil])
        #expect(notes.map { $0.length } == [3, 5])
    }

    @Test func aRequiredIntegerThatIsMissingIsAnError() throws {
        #expect(throws: DatabaseError.self) {
            try database.first(Note.self, "SELECT NULL, 'text', NULL, NULL")
        }
    }

    @Test func noRowIsNil() throws {
        #expect(try database.first(Note.self, "SELECT \(columns: Note.self) FROM note WHERE id = 3") == nil)
        #expect(try database.integer("SELECT id FROM note WHERE id = 3") == nil)
        #expect(try database.text("SELECT text FROM note WHERE id = 3") == nil)
        #expect(try !database.exists("SELECT 1 FROM note WHERE id = ?", .integer(3)))
    }

    @Test func whatAnOuterJoinHasNotFoundIsNil() throws {
        let read = { (row: inout RowDecoder) throws(DatabaseError) -> (Int64?, Note?) in
            (row.integer("7"), try row.found { (row) throws(DatabaseError) in try Note(from: &row) })
        }
        for id in [2, 3] as [Int64] {
            let statement = try database.prepare(
                "SELECT \(columns: read) FROM (SELECT 1) LEFT JOIN note ON note.id = ?")
            statement.bind([.integer(id)])
            let row = try #require(try statement.next(read))
            #expect(row.0 == 7)
            #expect(row.1?.text == (id == 2 ? "three" : nil))
        }
    }

    @Test func aRowOfOtherColumnsIsTheProgramsMistake() async {
        await #expect(processExitsWith: .failure) {
            let folder = try TemporaryFolder()
            let database = try openNotes(folder.path("notes.db"))
            try database.add("one")
            _ = try database.first(Note.self, "SELECT \(columns: Note.self), 1 FROM note")
        }
    }
}
