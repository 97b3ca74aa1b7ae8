import CSystem

/// What to tell an operator whose program may not use a file: the user that it runs as, and the command that helps.
///
/// Every program has these sentences. They are joined from parts, which takes a fifth of the code of interpolations.
public enum FileAccess {
    /// Which permission keeps this process from a file, and what to do, as a sentence after a space; empty if
    /// permissions are not the reason.
    ///
    /// - Parameters:
    ///   - path: The file, which need not exist.
    ///   - writing: Whether it is to be changed, or created in its folder.
    @export(interface) public static func hint(for path: String, writing: Bool = false) -> String {
        let folder = folder(of: path)
        for ancestor in ancestors(of: folder) {
            if isFile(ancestor) { return noFolder(ancestor) }
            if isDenied(ancestor, X_OK) {
                return [" ", user, " may not enter ", ancestor, ": as root, chmod o+x ", ancestor].joined()
            }
        }
        if isFile(folder) { return noFolder(folder) }
        if isDenied(folder, writing ? W_OK | X_OK : X_OK) { return advice(folder) }
        return isDenied(path, writing ? R_OK | W_OK : R_OK) ? advice(path) : ""
    }

    /// A shell command that creates a secret key which this process can read. Run by root, it sets the right owner.
    @export(interface) public static func commandForKey(in path: String) -> String {
        let folder = folder(of: path)
        var status = stat()
        let isThere = stat(folder, &status) == 0
        // Root's own key would be of no use to scripts: those who own the folder are more likely to be theirs.
        let (user, group) = geteuid() == 0 && isThere ? (status.st_uid, status.st_gid) : (geteuid(), getegid())
        // A folder that is there may be for other things, too, and stays as it is.
        let (owner, ownGroup) = (String(user), String(group))
        let makesFolder = ["install -d -m 700 -o ", owner, " -g ", ownGroup, " ", folder, " && "]
        let makesKey = ["(umask 077; head -c 32 /dev/urandom > ", path, ") && chown ", owner, ":", ownGroup, " ", path]
        return (isThere ? makesKey : makesFolder + makesKey).joined()
    }

    private static var user: String { ["This program runs as user ", String(geteuid()), ", who"].joined() }

    private static func noFolder(_ path: String) -> String {
        [" ", path, " is not a folder: set another path"].joined()
    }

    private static func advice(_ path: String) -> String {
        var status = stat()
        if stat(path, &status) == 0, status.st_uid == geteuid() {
            return [" ", user, " owns ", path, ", but its mode forbids that: chmod u+rwX ", path].joined()
        }
        if path == "/" { return [" ", user, " may not write into /: set a path in a folder of its own"].joined() }
        let owner = [String(geteuid()), ":", String(getegid())].joined()
        return [" ", user, " may not use ", path, ": as root, chown ", owner, " ", path].joined()
    }

    private static func folder(of path: String) -> String {
        let folder = parentFolder(of: path)
        return folder.isEmpty ? "/" : folder
    }

    /// The folders that lead to this one, from the top.
    private static func ancestors(of folder: String) -> [String] {
        folder.utf8.indices.dropFirst().filter { folder.utf8[$0] == UInt8(ascii: "/") }.map { String(folder[..<$0]) }
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & mode_t(S_IFMT) != mode_t(S_IFDIR)
    }

    private static func isDenied(_ path: String, _ mode: CInt) -> Bool {
        access(path, mode) == -1 && Errno.current == .permissionDenied
    }
}
