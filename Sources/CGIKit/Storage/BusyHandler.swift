import CSQLite
import CSystem

/// How a connection waits for another's lock: many short sleeps up to a deadline. SQLite's own handler soon sleeps 100 ms
/// at a time, a hundred times as long as a commit takes. Sleeps differ at random, so that those who wait do not meet again.
final class BusyHandler {
    private struct Wait {
        let timeout: Int64
        var start: Int64
    }

    /// Milliseconds.
    let timeout: Int
    private let wait: UnsafeMutablePointer<Wait>

    init(timeout: Int) {
        precondition(timeout >= 0)
        self.timeout = timeout
        wait = .allocate(capacity: 1)
        wait.initialize(to: Wait(timeout: Int64(timeout) * 1_000_000, start: 0))
    }

    deinit { wait.deallocate() }

    /// The connection must not be used after this handler has gone.
    func install(on database: OpaquePointer) {
        sqlite3_busy_handler(
            database,
            { context, count in
                let wait = context!.assumingMemoryBound(to: Wait.self)
                let now = BusyHandler.now
                if count == 0 { wait.pointee.start = now }
                let left = wait.pointee.timeout - (now - wait.pointee.start)
                guard left > 0 else { return 0 }
                // 0.1 ms, doubled up to 6.4 ms, then somewhere between half and all of that.
                let longest = Int64(100_000) << min(Int64(count), 6)
                BusyHandler.sleep(min(left, longest / 2 + now % (longest / 2)))
                return 1
            }, wait)
    }

    /// Nanoseconds of a clock that only goes forward.
    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func sleep(_ nanoseconds: Int64) {
        var time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        nanosleep(&time, nil)
    }
}
