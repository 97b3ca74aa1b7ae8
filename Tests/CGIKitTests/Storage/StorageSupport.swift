import CSQLite
import Foundation

@testable import CGIKit

/// A folder of its own for one test.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "storage-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
}

/// A table in two steps.
enum NotesSchema: Schema {
    static var applicationID: Int32 { 0x4e4f_5445 }
    static var version: Int32 { 2 }

    static func migrate(_ database: Database, to version: Int32) throws(Failure) {
        try failing { () throws(DatabaseError) -> Void in
            switch version {
            case 1: try database.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)")
            default: try database.execute("ALTER TABLE note ADD COLUMN author INTEGER REFERENCES note (id)")
            }
        }
    }
}

/// What an earlier release of the same program needed.
enum FirstNotesSchema: Schema {
    static var applicationID: Int32 { NotesSchema.applicationID }
    static var version: Int32 { 1 }

    static func migrate(_ database: Database, to version: Int32) throws(Failure) {
        try NotesSchema.migrate(database, to: version)
    }
}

func openNotes(_ path: String, for access: Database.Access = .writing, busyTimeout: Int = 5000) throws -> Database {
    try Database.open(DatabaseURL(path), for: access, schema: NotesSchema.self, busyTimeout: busyTimeout)
}

/// Another program at the same file, with SQLite's own defaults.
func runElsewhere(_ path: String, _ script: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    var code = sqlite3_open(path, &handle)
    if code == SQLITE_OK { code = sqlite3_exec(handle, script, nil, nil, nil) }
    guard code == SQLITE_OK else {
        throw DatabaseError(ResultCode(rawValue: code), String(cString: sqlite3_errmsg(handle)))
    }
}

extension Database {
    func add(_ text: String) throws(DatabaseError) {
        try execute("INSERT INTO note (text) VALUES (?)", .text(text))
    }

    func texts() throws(DatabaseError) -> [String?] {
        try all("SELECT text FROM note ORDER BY id") { $0.text(0) }
    }
}

extension Failure {
    var database: DatabaseError? { if case .database(let error) = self { error } else { nil } }
    var system: SystemError? { if case .system(let error) = self { error } else { nil } }
    var configuration: ConfigurationError? { if case .configuration(let error) = self { error } else { nil } }
}
