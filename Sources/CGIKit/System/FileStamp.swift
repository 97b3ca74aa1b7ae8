import CSystem

/// What a file that has been changed does not have in common with what it was. Times are nanoseconds since 1970.
struct FileStamp: Equatable {
    let modifiedAt: Int64
    /// When its content, its rights or its name were last changed, which no program can pretend.
    let changedAt: Int64
    let size: Int64

    /// Nil if there is no such file.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init(_ status: stat) {
        modifiedAt = FileStamp.nanoseconds(status.st_mtim)
        changedAt = FileStamp.nanoseconds(status.st_ctim)
        size = Int64(status.st_size)
    }

    init(modifiedAt: Int64, changedAt: Int64, size: Int64) {
        self.modifiedAt = modifiedAt
        self.changedAt = changedAt
        self.size = size
    }

    /// Whether each later change of the file gives another stamp: the system's clock for files goes in steps of
    /// milliseconds.
    var isSettled: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return FileStamp.nanoseconds(now) - changedAt > 1_000_000_000
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
