import TestSupport

@testable import CGIKit

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
