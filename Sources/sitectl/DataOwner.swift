import ArgumentParser
import CGIKit
import CSystem
import Site

/// Root's commands act as the user whom the data belongs to: what root writes, the site's scripts could not write to again.
enum DataOwner {
    /// Before anything is opened for writing.
    static func become(of configuration: Configuration) throws {
        try become(of: try reporting { () throws(Failure) in try configuration.database.path })
    }

    /// - Parameter database: the file, or where it is to be.
    static func become(of database: String) throws {
        guard geteuid() == 0, let path = [database, parentFolder(of: database)].first(where: { exists($0) }) else {
            return
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_uid != 0 else { return }
        let account = getpwuid(status.st_uid)
        let name = account.map { String(cString: $0.pointee.pw_name) }
        let group = account?.pointee.pw_gid ?? status.st_gid
        let hasGroups = name.map { initgroups($0, group) == 0 } ?? (setgroups(0, nil) == 0)
        guard hasGroups, setgid(group) == 0, setuid(status.st_uid) == 0 else {
            throw Output.failure(
                "sitectl: \(path) belongs to \(name ?? "user \(status.st_uid)"), and root cannot act as them: "
                    + "\(Errno.current.description)")
        }
        umask(0o077)
        Output.message("sitectl: acts as \(name ?? "user \(status.st_uid)"), to whom \(path) belongs.")
    }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
