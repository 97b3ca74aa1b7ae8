import CSystem

/// Those who wait for a slot, or for the place of those who come one at a time: whoever came first is first to get it.
///
/// All that one knows of the others are locks on bytes of the same file, which the kernel takes back when a process ends, however
/// it ends: one of the queue's places, one of those of the client's network, one of its account, and one that is the moment at
/// which the client came.
struct PasswordQueue: ~Copyable {
    private let file: File
    private let line: Line
    private let ticket: off_t

    /// Who waits for what: each has tickets of its own.
    enum Line: off_t {
        case slots = 1
        case one = 2

        /// The ticket of a moment.
        fileprivate func ticket(at microseconds: Int64) -> off_t { rawValue << 56 | off_t(max(microseconds, 0)) }
    }

    /// The first of the queue's places.
    private static var firstPlace: off_t { 1 << 20 + 1 }
    /// As much of the queue, at most, is one network's.
    private static var partOfNetwork: Int { 4 }
    private static var placesOfAccount: Int { 5 }
    /// Microseconds after which a ticket counts no more: nobody waits behind a process that stands still.
    private static var life: Int64 { 31_000_000 }

    /// Takes a place at the end.
    ///
    /// - Parameter length: the places of all.
    /// - Throws: a `SystemError` of `EAGAIN` if there is none.
    init(_ file: consuming File, _ line: Line, length: Int, client: PasswordClient, path: String) throws(SystemError) {
        let lock = ByteLocks(descriptor: file.descriptor, path: path)
        let ofNetwork = max(length / PasswordQueue.partOfNetwork, 1)
        try lock.one(of: ofNetwork, from: PasswordQueue.firstPlace(of: client.network, kind: 3), " of the same network")
        if let account = client.account {
            let first = PasswordQueue.firstPlace(of: account, kind: 4)
            try lock.one(of: PasswordQueue.placesOfAccount, from: first, " of the same account")
        }
        try lock.one(of: length, from: PasswordQueue.firstPlace)
        // Others may have come in the same microsecond.
        ticket = try lock.first(of: length, from: line.ticket(at: PasswordQueue.now))
        self.file = file
        self.line = line
    }

    /// The places of a network or an account are those of a hash of it.
    private static func firstPlace(of subject: String, kind: off_t) -> off_t {
        let hash = Digest.sha256.hash(Array(subject.utf8)).prefix(5).reduce(off_t(0)) { $0 << 8 | off_t($1) }
        return kind << 56 | hash << 16
    }

    /// Whether fewer came before than can be let in at once.
    func isTurn(ofNext count: Int) -> Bool {
        var before = 0
        var gaps = [(from: line.ticket(at: PasswordQueue.now - PasswordQueue.life), to: ticket)]
        while let gap = gaps.popLast() {
            guard gap.from < gap.to else { continue }
            // The kernel names any lock of a range, so that one looks before it and behind it for others.
            let found = csystem_locked_byte(file.descriptor, gap.from, gap.to - gap.from)
            guard found >= 0 else { continue }
            before += 1
            guard before < count else { return false }
            gaps += [(gap.from, found), (found + 1, gap.to)]
        }
        return true
    }

    /// Whether nobody waits.
    static func isEmpty(_ file: borrowing File, _ line: Line) -> Bool {
        csystem_locked_byte(file.descriptor, line.ticket(at: now - life), off_t(life) + 1_000_000) < 0
    }

    /// Microseconds since the machine was started.
    private static var now: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}

/// Places of the queue that somebody takes.
private struct ByteLocks {
    let descriptor: CInt
    let path: String

    func one(of count: Int, from first: off_t, _ whose: String = "") throws(SystemError) {
        // Not all look at the same one first.
        let start = Int(getpid()) % count
        for number in 0..<count where csystem_lock_byte(descriptor, first + off_t((start + number) % count)) == 0 {
            return
        }
        throw SystemError("wait for a password slot behind \(count) others\(whose)", path, Errno(code: EAGAIN))
    }

    func first(of count: Int, from first: off_t) throws(SystemError) -> off_t {
        for place in first..<first + off_t(count) where csystem_lock_byte(descriptor, place) == 0 { return place }
        throw SystemError("lock", path, Errno(code: EAGAIN))
    }
}

/// Whose password it is that is hashed, so that nobody fills the queue alone.
public struct PasswordClient {
    let network: String
    let account: String?

    /// - Parameters:
    ///   - network: one name for the network that the client is in.
    ///   - account: one name for the account that is asked for; nil if it is none.
    @export(interface) public init(network: String, account: String?) {
        self.network = network
        self.account = account
    }
}
