import CSystem

/// What differs if a file was changed or replaced by another. Times are nanoseconds since 1970.
public struct FileStamp: Equatable, Sendable {
    /// When the content was last changed (`st_mtim`); programs can set it.
    public let modifiedAt: Int64
    /// When its content, its rights or its name were last changed, which no program can pretend.
    let changedAt: Int64
    /// The length in bytes.
    public let size: Int64
    let device: UInt64
    let inode: UInt64

    /// The stamp of the file that a path leads to now.
    ///
    /// - Throws: A ``SystemError`` if there is none, or it may not be looked at.
    @export(interface) public init(path: String) throws(SystemError) {
        var status = stat()
        try systemCall("stat", path) { stat(path, &status) }
        self.init(status)
    }

    init(_ status: stat) {
        modifiedAt = FileStamp.nanoseconds(status.st_mtim)
        changedAt = FileStamp.nanoseconds(status.st_ctim)
        size = Int64(status.st_size)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    /// Now, by the clock that files go by.
    static var now: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return nanoseconds(now)
    }

    /// Whether each change after a time gives another stamp: clocks of files go in steps, of two seconds at the most.
    func isSettled(at time: Int64) -> Bool { changedAt < time - 2_000_000_000 }

    /// Times of other centuries, which anyone can give a file, are the first and the last that there are.
    private static func nanoseconds(_ time: timespec) -> Int64 {
        let seconds = Int64(time.tv_sec), second: Int64 = 1_000_000_000
        if seconds >= Int64.max / second { return .max }
        if seconds <= Int64.min / second { return .min }
        return seconds * second + Int64(time.tv_nsec)
    }
}

extension FileStamp {
    init(_ input: inout BinaryInput) throws(CorruptTree) {
        modifiedAt = Int64(bitPattern: try input.word())
        changedAt = Int64(bitPattern: try input.word())
        size = Int64(bitPattern: try input.word())
        device = try input.word()
        inode = try input.word()
    }

    /// As ``init(_:)`` reads it.
    func append(to bytes: inout [UInt8]) {
        for number in [modifiedAt, changedAt, size] { bytes.append(word: UInt64(bitPattern: number)) }
        bytes.append(word: device)
        bytes.append(word: inode)
    }
}
