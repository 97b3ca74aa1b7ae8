import CGIKit
import Site

/// What is in the database of a Flask site, read without changing it.
struct FlaskDatabase {
    private let path: String
    private let people: Int
    private let ownColumns: [TableColumn]
    private let otherTables: [(name: String, rows: Int)]
    private let passwords: PasswordCensus

    /// - Throws: an exit code, after a message, if the scripts cannot work on it.
    init(path: String) throws {
        self.path = path
        let database = try reporting { () throws(Failure) in
            try failing { () throws(DatabaseError) in try Database(path: path, access: .reading, busyTimeout: 5000) }
        }
        do throws(DatabaseError) {
            let damage = try database.damage()
            let tables = try database.tables()
            let columns = try database.columns(of: "users_user")
            if let problem = FlaskDatabase.problem(damage, tables, columns) {
                throw DatabaseError(.error, problem)
            }
            ownColumns = columns.filter { !FlaskDatabase.isKnown($0.name) }
            people = try database.count("users_user")
            var otherTables: [(name: String, rows: Int)] = []
            for table in tables where !FlaskDatabase.isOurs(table) {
                otherTables.append((table, try database.count(table)))
            }
            self.otherTables = otherTables
            passwords = try PasswordCensus(of: database)
        } catch {
            throw Output.failure("sitectl: \(path): \(error.message)\(error.message.hasSuffix(".") ? "" : ".")")
        }
    }

    var report: String {
        var lines = ["\(path):", "  users_user: \(counted(people, "user"))"]
        if !ownColumns.isEmpty {
            lines.append(
                "    unknown to the scripts, unchanged: \(ownColumns.map { $0.name }.joined(separator: ", "))")
        }
        lines.append("    passwords: \(passwords.report)")
        for table in otherTables { lines.append("  \(table.name): \(counted(table.rows, "row")), unchanged") }
        return lines.joined(separator: "\n")
    }

    var toFix: [String] {
        var findings: [String] = []
        for column in ownColumns where column.mustBeGiven {
            findings.append(
                "users_user.\(column.name) must not be NULL and has no default, so nobody can register here. Give it a "
                    + "server_default in Flask's model, and the table too.")
        }
        if passwords.unreadable > 0 {
            findings.append(
                "\(counted(passwords.unreadable, "user has", "users have")) no password that can be checked; "
                    + "they need a new one.")
        }
        return findings
    }

    /// Why the scripts cannot work on the database.
    private static func problem(_ damage: String?, _ tables: [String], _ columns: [TableColumn]) -> String? {
        if let damage { return "the file is damaged: \(damage)." }
        guard tables.contains(where: { $0.lowercased() == "users_user" }) else {
            let others = tables.isEmpty ? "no tables" : "only \(tables.joined(separator: ", "))"
            return
                "the table users_user is missing; the file has \(others). Is this the file in SQLALCHEMY_DATABASE_URI?"
        }
        let missing = needed.filter { name in !columns.contains { $0.name.lowercased() == name } }
        guard missing.isEmpty else {
            return
                "users_user has no \(missing.joined(separator: ", ")). The scripts need \(needed.joined(separator: ", ")); "
                + "to rename a column: ALTER TABLE users_user RENAME COLUMN … TO …"
        }
        guard columns.contains(where: { $0.name.lowercased() == "id" && $0.isKey }) else {
            return "users_user.id is not the table's primary key."
        }
        return nil
    }

    private static var needed: [String] { UsersTable.columnsOfFlask }

    private static func isKnown(_ column: String) -> Bool {
        (needed + UsersTable.addedColumns).contains(column.lowercased())
    }

    private static func isOurs(_ table: String) -> Bool {
        table.lowercased() == "users_user" || table.lowercased().hasPrefix("site_")
    }
}

extension Database {
    /// How many rows a table has.
    func count(_ table: String) throws(DatabaseError) -> Int {
        Int(try integer("SELECT count(*) FROM \(identifier: table)") ?? 0)
    }
}
