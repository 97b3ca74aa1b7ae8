import CGIKit
import CSQLite

/// Runs statements as another program at the same database file would, with SQLite's own defaults, as Python's sqlite3 has
/// them.
public func runElsewhere(_ path: String, _ script: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    var code = sqlite3_open(path, &handle)
    if code == SQLITE_OK { code = sqlite3_exec(handle, script, nil, nil, nil) }
    guard code == SQLITE_OK else {
        throw DatabaseError(ResultCode(rawValue: code), String(cString: sqlite3_errmsg(handle)))
    }
}
