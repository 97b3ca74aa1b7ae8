import TestSupport
import Testing

@testable import CGIKit

@Suite struct TransactionTests {
    struct Refusal: TransactionFailure, Equatable {
        var cause: DatabaseError?
        init() {}
        init(_ error: DatabaseError) { cause = error }
    }

    let folder: TemporaryFolder
    let database: Database

    init() throws {
        folder = try TemporaryFolder()
        database = try openNotes(folder.path("notes.db"), busyTimeout: 30)
    }

    private func other(_ access: Database.Access = .writing) throws -> Database {
        try openNotes(database.path, for: access, busyTimeout: 30)
    }

    @Test func writesAreKeptAndTheResultIsReturned() throws {
        let id = try database.write { () throws(DatabaseError) in
            try database.insert("INSERT INTO note (text) VALUES ('kept')")
        }
        #expect(id == 1)
        #expect(try other(.reading).texts() == ["kept"])
    }

    @Test func whatTheBodyThrowsTakesEverythingBack() throws {
        #expect(throws: Refusal()) {
            try database.write { () throws(Refusal) in
                do throws(DatabaseError) { try database.add("lost") } catch { throw Refusal(error) }
                throw Refusal()
            }
        }
        #expect(try database.texts() == [])
        #expect(!database.isInTransaction)
    }

    @Test func aFailedStatementTakesEverythingBack() throws {
        let error = #expect(throws: DatabaseError.self) {
            try database.write { () throws(DatabaseError) in
                try database.add("twice")
                try database.add("twice")
            }
        }
        #expect(error?.code == .constraintUnique)
        #expect(try database.texts() == [])
    }

    @Test func aFullDiskIsAnErrorAndLosesNothing() throws {
        try database.add("before")
        try database.execute("PRAGMA max_page_count = 5")
        let error = #expect(throws: DatabaseError.self) {
            try database.write { () throws(DatabaseError) in
                for number in 0..<100 { try database.add("\(number)" + String(repeating: "x", count: 1000)) }
            }
        }
        #expect(error?.code == .full)
        #expect(!database.isInTransaction)
        #expect(try database.texts() == ["before"])
    }

    @Test func aLockThatIsHeldForTooLongIsBusy() throws {
        let holder = try other()
        try holder.write { () throws(DatabaseError) in
            let start = ContinuousClock.now
            let error = #expect(throws: DatabaseError.self) {
                try database.write { () throws(DatabaseError) in try database.add("never") }
            }
            #expect(error?.code == .busy)
            #expect(error?.sql == "BEGIN IMMEDIATE")
            #expect(start.duration(to: .now) >= .milliseconds(30))
            #expect(try database.texts() == [], "readers read on")
        }
        try database.write { () throws(DatabaseError) in try database.add("after") }
    }

    @Test func aCommitThatMeetsAReaderTakesEverythingBack() throws {
        try database.add("before")
        let reader = try other(.reading)
        do {
            let statement = try reader.prepare("SELECT text FROM note")
            #expect(try statement.step())
            let error = #expect(throws: DatabaseError.self) {
                try database.write { () throws(DatabaseError) in try database.add("lost") }
            }
            #expect(error?.code == .busy)
            #expect(error?.sql == "COMMIT")
            #expect(!database.isInTransaction)
        }
        #expect(try database.texts() == ["before"])
    }

    @Test func manyThreadsCountToTheSameNumber() async throws {
        try database.add("0")
        let path = database.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let database = try openNotes(path)
                    for _ in 0..<10 {
                        try database.write { () throws(DatabaseError) in
                            let text = try database.first("SELECT text FROM note") { $0.text(0) }!
                            try database.execute("UPDATE note SET text = ?", .text(String(Int(text!)! + 1)))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try database.texts() == ["80"])
    }

    @Test func transactionsInsideOthersAndOnReadersTrap() async {
        await #expect(processExitsWith: .failure) {
            let folder = try TemporaryFolder()
            let database = try openNotes(folder.path("notes.db"))
            try database.write { () throws(DatabaseError) in try database.write { () throws(DatabaseError) in } }
        }
        await #expect(processExitsWith: .failure) {
            let folder = try TemporaryFolder()
            let database = try openNotes(folder.path("notes.db"), for: .reading)
            try database.write { () throws(DatabaseError) in }
        }
    }
}
