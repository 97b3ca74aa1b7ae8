import CGIKit
import CSystem
import Site

/// Looks at the files that the settings name, as this process sees them: it is to be the scripts' user.
struct SiteFiles {
    let configuration: Configuration

    /// What is wrong with them, and what to do.
    var findings: [SettingFinding] {
        [key, database, templates, owner].compactMap { $0 }
    }

    private var key: SettingFinding? {
        do {
            try configuration.checkKeys()
            return nil
        } catch {
            return finding("SECRET_KEY_FILE", error.message)
        }
    }

    private var database: SettingFinding? {
        do {
            let path = try configuration.database.path
            if let words = missingFolder(path) { return finding("DATABASE", words) }
            let hint = FileAccess.hint(for: path, writing: true)
            if !hint.isEmpty { return finding("DATABASE", "\(path) cannot be used:\(hint)") }
            if let gone = Database.missing(at: path) { return finding("DATABASE", gone.message) }
            if exists(path) { try check(path) }
            return nil
        } catch {
            return finding("DATABASE", error.message)
        }
    }

    /// One of another program, or of a newer release, is of no use.
    private func check(_ path: String) throws(Failure) {
        let database = try failing { () throws(DatabaseError) in try Database(path: path, access: .reading) }
        _ = try database.needsMigration(to: SiteSchema.self)
    }

    private func missingFolder(_ path: String) -> String? {
        let folder = parentFolder(of: path)
        guard !folder.isEmpty, !exists(folder), csystem_errno() == ENOENT else { return nil }
        return
            "the folder \(folder) does not exist: as root, install -d -m 700 -o \(geteuid()) -g \(getegid()) \(folder)"
    }

    private var templates: SettingFinding? {
        guard let folder = configuration.templates else { return nil }
        if !exists(folder), csystem_errno() == ENOENT {
            return finding(
                "TEMPLATES", "the folder \(folder) does not exist: the built-in templates are used.", .warning)
        }
        let hint = FileAccess.hint(for: "\(folder)/base.html")
        return hint.isEmpty ? nil : finding("TEMPLATES", "\(folder) cannot be read:\(hint)")
    }

    /// Root sees all, and is no web server's user.
    private var owner: SettingFinding? {
        guard geteuid() == 0 else { return nil }
        return finding(
            "SECRET_KEY_FILE",
            "the site's data belongs to root, but web servers run scripts as another user: give the key, the database and its "
                + "folder to that user, for example with chown www-data:www-data", .warning)
    }

    private func finding(
        _ key: String, _ words: String, _ weight: SettingFinding.Weight = .error
    ) -> SettingFinding {
        SettingFinding(place: configuration.place(of: key), words: words, weight)
    }

    private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
