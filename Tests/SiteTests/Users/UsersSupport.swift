import CGIKit
import CSQLite
import Foundation

@testable import Site

/// A database file of its own for one test.
final class TemporarySite: Sendable {
    let folder: URL
    var path: String { folder.appending(path: "app.db").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "site-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A site whose database a Flask app has made.
    static func fromFlask() throws -> TemporarySite {
        let site = try TemporarySite()
        let dump = Bundle.module.resourceURL!.appending(path: "Cases/flask-app.db.sql")
        try site.runElsewhere(String(contentsOf: dump, encoding: .utf8))
        return site
    }

    func open(_ access: Database.Access = .writing) throws -> Database {
        try Database.openSite(DatabaseURL(path), for: access)
    }

    /// Another program at the same file, with SQLite's own defaults, as Python's sqlite3 has them.
    func runElsewhere(_ script: String) throws {
        var handle: OpaquePointer?
        defer { sqlite3_close(handle) }
        var code = sqlite3_open(path, &handle)
        if code == SQLITE_OK { code = sqlite3_exec(handle, script, nil, nil, nil) }
        guard code == SQLITE_OK else {
            throw DatabaseError(ResultCode(rawValue: code), String(cString: sqlite3_errmsg(handle)))
        }
    }

    /// What Flask-SQLAlchemy sends for a new user.
    func registerInFlask(_ name: String, _ email: String) throws {
        try runElsewhere(
            "INSERT INTO users_user (name, email, password, role, status) VALUES ('\(name)', '\(email)', 'h', 2, 1)")
    }
}

extension UserStore {
    @discardableResult
    func register(_ name: String, _ email: String) throws(UserStoreError) -> User {
        try register(name: name, email: email, passwordHash: "hash of \(name)", now: 1_767_225_600)
    }
}
