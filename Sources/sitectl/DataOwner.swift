import ArgumentParser
import CGIKit
import CSystem
import Site

/// Commands started by root switch to the owner of the data, because scripts could not write to files created by root.
enum DataOwner {
    /// Before anything is opened for writing.
    static func become(of configuration: Configuration) throws {
        try reporting { () throws(Failure) in try take(of: configuration) }
    }

    /// The same, for who goes on after a failure.
    static func take(of configuration: Configuration) throws(Failure) {
        try take(of: try configuration.database.path, orKey: configuration.secretKeyFile)
    }

    /// - Parameters:
    ///   - database: the file, or where it is to be. One that root has put there is not root's for that.
    ///   - key: the file of the secret key. Without a database of another it tells whom the scripts run as: the folder may be
    ///     root's, who lets them write into it.
    static func become(of database: String, orKey key: String) throws {
        try reporting { () throws(Failure) in try take(of: database, orKey: key) }
    }

    private static func take(of database: String, orKey key: String) throws(Failure) {
        guard geteuid() == 0 else { return }
        let telling = [database, key, parentFolder(of: database)]
        var status = stat()
        guard let path = telling.first(where: { stat($0, &status) == 0 && status.st_uid != 0 }) else { return }
        let account = getpwuid(status.st_uid)
        let name = account.map { String(cString: $0.pointee.pw_name) }
        let group = account?.pointee.pw_gid ?? status.st_gid
        let hasGroups = name.map { initgroups($0, group) == 0 } ?? (setgroups(0, nil) == 0)
        guard hasGroups, setgid(group) == 0, setuid(status.st_uid) == 0 else {
            throw .configuration(
                ConfigurationError(
                    "\(path) belongs to \(name ?? "user \(status.st_uid)"), and root cannot switch to that user: "
                        + Errno.current.description))
        }
        umask(0o077)
        Output.message("sitectl: runs as \(name ?? "user \(status.st_uid)"), the owner of \(path).")
    }
}
