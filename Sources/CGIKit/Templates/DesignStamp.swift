/// The state of all files that a page is made by.
public struct DesignStamp {
    /// Differs when any of them does.
    public private(set) var bytes: [UInt8] = []
    /// When the last of them was changed, in nanoseconds since 1970; 0 if none has a file.
    public private(set) var changedAt: Int64 = 0

    init(_ program: FileStamp?) { add(program) }

    /// - Parameter stamp: nil for what has no file.
    mutating func add(_ stamp: FileStamp?) {
        bytes.append(stamp == nil ? 0 : 1)
        guard let stamp else { return }
        stamp.append(to: &bytes)
        // A file that was put in the place of another, with its own time, is a change of now.
        changedAt = max(changedAt, stamp.modifiedAt, stamp.changedAt)
    }
}
