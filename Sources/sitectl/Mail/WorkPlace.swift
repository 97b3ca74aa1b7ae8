import CGIKit
import CSystem
import Site

/// The files that a worker depends on: its settings, and the database that they name. When others have taken their places, it
/// starts over with those.
struct WorkPlace {
    private struct Stamp: Equatable {
        var device: UInt64 = 0
        var inode: UInt64 = 0
        /// Of a file whose content counts.
        var size: Int64 = 0
        var seconds: Int64 = 0
        var nanoseconds: Int64 = 0

        /// One that is not there has a stamp of its own.
        init(_ path: String?, withContent: Bool) {
            var status = stat()
            guard let path, stat(path, &status) == 0 else { return }
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            guard withContent else { return }
            size = Int64(status.st_size)
            seconds = Int64(status.st_mtim.tv_sec)
            nanoseconds = Int64(status.st_mtim.tv_nsec)
        }
    }

    private let settingsFile: String?
    private let database: String
    private let settingsStamp: Stamp
    private var databaseStamp: Stamp

    /// To be made before the files are read: what changes meanwhile is seen.
    init(settingsFile: String?, database: String) {
        self.settingsFile = settingsFile
        self.database = database
        settingsStamp = Stamp(settingsFile, withContent: true)
        databaseStamp = Stamp(database, withContent: false)
    }

    /// Takes in the database's file, which opening it may have created; what has become of the settings meanwhile is still a
    /// change.
    mutating func noteDatabase() {
        if databaseStamp == Stamp(nil, withContent: false) { databaseStamp = Stamp(database, withContent: false) }
    }

    /// What has changed, for people; nil if nothing has.
    var change: String? {
        if Stamp(settingsFile, withContent: true) != settingsStamp { return "\(settingsFile ?? "") has changed" }
        if Stamp(database, withContent: false) != databaseStamp { return "\(database) has been replaced" }
        return nil
    }
}
