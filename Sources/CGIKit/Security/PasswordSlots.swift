import CSystem

/// Hashing a password takes up to 128 MB and a processor: only so many of all processes on a machine do it at once.
///
/// A slot is a lock on one byte of a file, which the kernel takes back when the process that has it ends, however it ends.
public struct PasswordSlots {
    /// The file of the locks; nil if there is no place for it.
    private let path: String?
    private let count: Int

    /// Seconds that one waits for a slot: well below the minute after which servers give a script up.
    private static var patience: Int64 { 30 }
    /// Microseconds after which one looks again, at first and at last.
    private static var pause: (first: UInt32, last: UInt32) { (10_000, 100_000) }
    /// As many wait for each slot: each is a process, and the last of them is to get one before the patience ends.
    private static var queueOfSlot: Int { 24 }
    /// The byte of those who come one at a time.
    private static var placeOfOne: Int { 1 << 20 }

    /// - Parameters:
    ///   - count: How many at once; 0 sets no limit.
    ///   - folder: The folder of the lock file. If it cannot be there, the system's folder for temporary files has it,
    ///     under a name derived from this one.
    @export(interface) public init(count: Int, folder: String) {
        self.count = min(count, PasswordSlots.placeOfOne)
        let path = folder + "/password-slots"
        if PasswordSlots.open(path) != nil {
            self.path = path
        } else {
            let mark = Hex.encode(Array(Digest.sha256.hash(Array(folder.utf8)).prefix(8)))
            let other = "/tmp/cgikit-password-slots-\(geteuid())-\(mark)"
            self.path = PasswordSlots.open(other) == nil ? nil : other
        }
    }

    /// How many suit the machine: two for each processor, and at most as many as fit into a quarter of the memory; at
    /// least one.
    ///
    /// - Parameter cost: The cost of one hash.
    @export(interface) public static func standardCount(for cost: ScryptCost) -> Int {
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return max(min(max(processors, 1) * 2, MachineMemory.bytes / (4 * cost.memory)), 1)
    }

    /// Runs something in a slot, as soon as one is free.
    ///
    /// - Throws: A ``SystemError`` with `EAGAIN` as a ``Failure``, which is a 503, if no slot becomes free in time or
    ///   too many wait already; and what `body` throws.
    public func holding<Value>(
        for client: PasswordClient, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        guard count > 0 else { return try body() }
        // Not all look at the same one first.
        let first = Int((try? RandomSource.system.bytes(1))?.first ?? 0)
        return try holding(oneOf: (0..<count).map { (first + $0) % count }, .slots, client, body)
    }

    /// Runs something that no other process of the site runs at the same time.
    ///
    /// - Throws: What ``holding(for:_:)`` throws.
    public func holdingAlone<Value>(
        for client: PasswordClient, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try holding(oneOf: [PasswordSlots.placeOfOne], .one, client, body)
    }

    private func holding<Value>(
        oneOf places: [Int], _ line: PasswordQueue.Line, _ client: PasswordClient, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        // Without a file to lock, people get in nevertheless.
        guard let path, let file = PasswordSlots.open(path) else { return try body() }
        try failing { () throws(SystemError) in
            // Nobody passes those who wait.
            if PasswordQueue.isEmpty(file, line), PasswordSlots.hasLocked(oneOf: places, of: file) { return }
            try wait(for: places, line, client, file, path)
        }
        let value = try body()
        // The file, and with it the lock, ends here and no sooner.
        _ = consume file
        return value
    }

    private func wait(
        for places: [Int], _ line: PasswordQueue.Line, _ client: PasswordClient, _ file: borrowing File, _ path: String
    ) throws(SystemError) {
        // Of a file of its own, which ends with the wait.
        guard let ofQueue = PasswordSlots.open(path) else { throw SystemError("open", path, Errno(code: EAGAIN)) }
        // Without a limit there is one place still: of those who come one at a time.
        let length = max(count, 1) * PasswordSlots.queueOfSlot
        let queue = try PasswordQueue(ofQueue, line, length: length, client: client, path: path)
        let end = Clock.system.now + PasswordSlots.patience
        var pause = PasswordSlots.pause.first
        while true {
            if queue.isTurn(ofNext: places.count) {
                if PasswordSlots.hasLocked(oneOf: places, of: file) { return }
                pause = PasswordSlots.pause.first
            }
            guard Clock.system.now < end else {
                throw SystemError("wait for a password slot", path, Errno(code: EAGAIN))
            }
            usleep(pause)
            pause = min(pause + pause / 4, PasswordSlots.pause.last)
        }
    }

    private static func hasLocked(oneOf places: some Sequence<Int>, of file: borrowing File) -> Bool {
        for place in places where csystem_lock_byte(file.descriptor, off_t(place)) == 0 { return true }
        return false
    }

    private static func open(_ path: String) -> File? {
        guard let file = try? File(path: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW) else { return nil }
        var status = stat()
        // In a folder that is everybody's, another user may have put it there.
        guard fstat(file.descriptor, &status) == 0, status.st_uid == geteuid(),
            status.st_mode & mode_t(S_IFMT) == mode_t(S_IFREG)
        else { return nil }
        return file
    }
}
