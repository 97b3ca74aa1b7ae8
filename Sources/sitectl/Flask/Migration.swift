import CGIKit
import CSystem
import Site

/// The change itself, in one transaction of the database.
struct Migration {
    let url: DatabaseURL

    /// Makes a backup next to the database, and migrates the database.
    func run() throws {
        guard try needsChange() else { return try Output.line("The database has already been migrated.") }
        let copy = try backUp(to: "\(url.path).backup-\(timestamp())")
        try Output.line("Backup of the database: \(copy)")
        try change(url)
        try Output.line("The database has been migrated.")
    }

    /// Changes only a copy, which is gone afterwards.
    func rehearse() throws {
        guard try needsChange() else { return try Output.line("The database has already been migrated.") }
        let folder = try temporaryFolder()
        let copy = "\(folder)/app.db"
        defer {
            unlink(copy)
            rmdir(folder)
        }
        _ = try backUp(to: copy)
        try change(
            reporting { () throws(Failure) in
                try failing { () throws(ConfigurationError) in try DatabaseURL(copy) }
            })
        try Output.line("The migration works on a copy. Nothing has been changed.")
    }

    private func change(_ url: DatabaseURL) throws {
        try reporting { () throws(Failure) in _ = try Database.openSite(url, for: .writing, busyTimeout: 30_000) }
    }

    private func needsChange() throws -> Bool {
        try reporting { () throws(Failure) in try source().needsMigration(to: SiteSchema.self) }
    }

    private func source() throws(Failure) -> Database {
        try failing { () throws(DatabaseError) in try Database(path: url.path, access: .reading, busyTimeout: 30_000) }
    }

    /// - Returns: the name of the copy, which is new: a second one in the same second gets a number.
    private func backUp(to path: String) throws -> String {
        for number in 1...1000 {
            let name = number == 1 ? path : "\(path)-\(number)"
            do throws(Failure) {
                try source().backUp(to: name)
                return name
            } catch .system(let error) where error.errno == .exists {
                continue
            } catch {
                throw Output.failure("sitectl: the database cannot be copied, and was not changed: \(error.message)")
            }
        }
        throw Output.failure("sitectl: there are too many copies named \(path).")
    }

    private func timestamp() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let length = strftime(&text, text.count, "%Y%m%dT%H%M%SZ", &parts)
        return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func temporaryFolder() throws -> String {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/sitectl-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Output.failure(
                "sitectl: \(parent): \(Errno.current.description). Set TMPDIR to a writable folder.")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
