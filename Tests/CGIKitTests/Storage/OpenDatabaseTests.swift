import Foundation
import TestSupport
import Testing

@testable import CGIKit

@Suite struct OpenDatabaseTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("notes.db")
    }

    private func failure(for access: Database.Access = .reading, at path: String? = nil) -> Failure? {
        #expect(throws: Failure.self) { try openNotes(path ?? self.path, for: access) }
    }

    @Test(arguments: [Database.Access.reading, .writing])
    func theFirstToComeCreatesAPrivateFileWithAllTables(access: Database.Access) throws {
        let database = try openNotes(path, for: access)
        #expect(try database.texts() == [])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test(arguments: [Database.Access.reading, .writing])
    func openingADatabaseThatIsUpToDateCostsNoStatement(access: Database.Access) throws {
        _ = try openNotes(path)
        let database = try openNotes(path, for: access)
        #expect(database.statementsPrepared == 0)
        _ = try database.texts()
        #expect(database.statementsPrepared == 1)
    }

    @Test func earlierVersionsAreBroughtUpToDateWithTheirRows() throws {
        try Database.open(DatabaseURL(path), for: .writing, schema: FirstNotesSchema.self).add("old")
        let database = try openNotes(path, for: .reading)
        #expect(try database.all("SELECT text FROM note WHERE author IS NULL") { $0.text(0) } == ["old"])
    }

    @Test func filesThatNobodyMarkedAreTakenOverWhateverTheirUserVersion() throws {
        try runElsewhere(path, "CREATE TABLE guest (name); INSERT INTO guest VALUES ('Ann'); PRAGMA user_version = 9")
        let database = try openNotes(path)
        #expect(try database.first("SELECT name FROM guest") { $0.text(0) } == "Ann")
        #expect(try database.texts() == [])
    }

    @Test func tenAtOnceMigrateOnce() async throws {
        let path = self.path
        for _ in 0..<5 {
            try await withThrowingTaskGroup(of: [String?].self) { group in
                for number in 0..<10 {
                    group.addTask { try openNotes(path, for: number % 2 == 0 ? .reading : .writing).texts() }
                }
                for try await texts in group { #expect(texts == []) }
            }
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test func aStepThatFailsLeavesEverythingAsItWas() throws {
        try runElsewhere(path, "CREATE TABLE note (text, author); INSERT INTO note VALUES ('mine', 1)")
        let error = try #require(failure(for: .writing)?.database)
        #expect(error.message == "table note already exists")
        #expect(try FileHeader(of: Database(path: path, access: .reading, busyTimeout: 0)).applicationID == 0)
    }

    @Test func newerVersionsAreRefused() throws {
        _ = try openNotes(path)
        #expect {
            try Database.open(DatabaseURL(path), for: .reading, schema: FirstNotesSchema.self)
        } throws: { error in
            (error as? Failure)?.configuration?.message.contains("\(path) was brought to version 2 by a newer release")
                == true
        }
    }

    @Test func filesOfOtherProgramsAreRefused() throws {
        try runElsewhere(path, "PRAGMA application_id = 252006673; CREATE TABLE event (id)")
        let error = try #require(failure()?.configuration)
        #expect(error.message.contains("belongs to another program"))
    }

    @Test(arguments: ["#!/bin/sh\n", String(repeating: "not a database ", count: 1000), "SQLite format 2"])
    func filesThatAreNoDatabasesAreRefusedByName(text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
        let error = try #require(failure()?.database)
        #expect(error.code == .notADatabase)
        #expect(error.message == "\(path): file is not a database")
    }

    @Test func foldersThatDoNotExistAndFoldersInPlaceOfFilesAreNamed() throws {
        let missing = try #require(failure(at: folder.path("nowhere/notes.db"))?.system)
        #expect(missing.description == "open \(folder.path("nowhere/notes.db")): No such file or directory")
        let error = try #require(failure(at: folder.url.path)?.database)
        #expect(error.message.hasSuffix("(Is a directory)"), "\(error.message)")
        #expect(error.message.contains(folder.url.path))
    }

    @Test func aDamagedFileIsCorrupt() throws {
        let database = try openNotes(path)
        for number in 0..<200 { try database.add("\(number)" + String(repeating: "x", count: 100)) }
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.seek(toOffset: 4096)
        try file.write(contentsOf: Data(repeating: 0xAA, count: 8192))
        try file.close()
        let error = #expect(throws: DatabaseError.self) { try openNotes(path, for: .reading).texts() }
        #expect(error?.code.primary == .corrupt)
    }

    @Test func namesThatLookLikeURIsAreFiles() throws {
        let name = folder.path("file:a.db?mode=memory")
        try openNotes(name).add("kept")
        #expect(try openNotes(name, for: .reading).texts() == ["kept"])
    }

    @Test func databasesInWALModeWork() throws {
        try openNotes(path).add("one")
        try runElsewhere(path, "PRAGMA journal_mode = WAL")
        try openNotes(path).add("two")
        #expect(try openNotes(path, for: .reading).texts() == ["one", "two"])
    }

    /// A writer that is killed in the middle of a commit leaves its journal behind, and some of its pages in the file.
    private func crash(at crashed: URL) throws {
        let writer = try openNotes(path)
        try writer.add("first")
        try writer.execute("UPDATE note SET text = 'before'")
        try writer.execute("PRAGMA cache_size = 1")
        try writer.write { () throws(Failure) in
            do {
                for number in 0..<500 { try writer.add("\(number)" + String(repeating: "x", count: 500)) }
                try Data(contentsOf: URL(filePath: path)).write(to: crashed)
                try Data(contentsOf: URL(filePath: path + "-journal")).write(
                    to: URL(filePath: crashed.path + "-journal"))
            } catch { Issue.record(error) }
        }
    }

    @Test func readersRepairWhatAKilledWriterLeftBehind() throws {
        let crashed = folder.url.appending(path: "crashed.db")
        try crash(at: crashed)
        #expect(try openNotes(crashed.path, for: .reading).texts() == ["before"])
        #expect(!FileManager.default.fileExists(atPath: crashed.path + "-journal"))
    }

    @Test func readersRepairBetweenTwoQueries() throws {
        let crashed = folder.url.appending(path: "crashed.db")
        try openNotes(crashed.path).add("earlier")
        let reader = try openNotes(crashed.path, for: .reading)
        let statement = try reader.prepare("SELECT text FROM note")
        #expect(try statement.step())
        #expect(try !statement.step())
        statement.reset()
        try crash(at: crashed)
        #expect(try statement.step())
        #expect(statement.text(0) == "before")
    }

    @Test(.enabled(if: geteuid() != 0, "root writes everywhere"))
    func readOnlyFilesAndFoldersServeReaders() throws {
        try openNotes(path).add("kept")
        chmod(path, 0o400)
        chmod(folder.url.path, 0o500)
        defer { chmod(folder.url.path, 0o700) }
        #expect(try openNotes(path, for: .reading).texts() == ["kept"])
        let database = try openNotes(path, for: .writing)
        #expect(try database.texts() == ["kept"])
        let error = #expect(throws: DatabaseError.self) {
            try database.write { () throws(DatabaseError) in try database.add("lost") }
        }
        #expect(error?.code.primary == .readOnly)
    }
}
