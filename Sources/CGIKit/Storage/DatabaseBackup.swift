import CSQLite
import CSystem

extension Database {
    /// Copies the database, as it is at one moment, into a new file that only its owner can read. Others may go on
    /// reading; who wants to write waits.
    ///
    /// - Throws: also if there is a file of this name.
    @export(interface) public func backUp(to path: String) throws(Failure) {
        do {
            _ = try File(path: path, flags: O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
        } catch {
            throw .system(error)
        }
        do {
            try copy(to: path)
        } catch {
            unlink(path)
            throw .database(error)
        }
    }

    private func copy(to path: String) throws(DatabaseError) {
        let copy = try Database(path: path, access: .writing, busyTimeout: 0)
        guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
            throw copy.error(sqlite3_errcode(copy.handle), sql: nil)
        }
        var code = SQLITE_OK
        var attempts = 0
        repeat {
            code = sqlite3_backup_step(backup, -1)
            attempts += 1
            // The connection's own waiting does not hold for backups.
            if code == SQLITE_BUSY || code == SQLITE_LOCKED { usleep(20_000) }
        } while (code == SQLITE_BUSY || code == SQLITE_LOCKED) && attempts < 500
        let result = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw copy.error(result == SQLITE_OK ? code : result, sql: nil) }
    }
}
