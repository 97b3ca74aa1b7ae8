import CGIKit
import Foundation
import TestSupport

@testable import Site

/// A database file of its own for one test.
final class TemporarySite: Sendable {
    private let temporary: TemporaryFolder
    var folder: URL { temporary.url }
    var path: String { temporary.path("app.db") }

    init() throws { temporary = try TemporaryFolder() }

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

    /// Another program at the same file.
    func runElsewhere(_ script: String) throws { try TestSupport.runElsewhere(path, script) }

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

    /// Under no limit.
    @discardableResult
    func rename(_ id: Int64, to name: String) throws(UserStoreError) -> Bool {
        try rename(id, to: name, under: [], now: 1_767_225_600) == nil
    }
}

extension Database {
    /// An account whose row has these values, in SQL, and NULL in the other columns.
    func user(_ values: [String: String]) throws -> User {
        let columns = (UsersTable.columnsOfFlask + UsersTable.addedColumns).map { "\(values[$0] ?? "NULL") AS \($0)" }
        let row = SQL(stringLiteral: "SELECT \(columns.joined(separator: ", "))")
        return try first(User.self, "SELECT \(columns: User.self) FROM (\(row))")!
    }
}
