import CSystem

/// A source of the time: the system, or a fixed point in tests.
public struct Clock {
    private let read: () -> Int64

    /// A clock that a function reads, in seconds since 1970.
    public init(_ read: @escaping () -> Int64) { self.read = read }

    /// The system's wall clock. (Not `time()`, which may be some milliseconds late: what another program has just signed
    /// would seem to come from the future.)
    public static var system: Clock {
        Clock {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            return Int64(now.tv_sec)
        }
    }

    /// A clock that always shows the same time, for tests.
    public static func fixed(_ seconds: Int64) -> Clock { Clock { seconds } }

    /// Seconds since 1970-01-01T00:00:00Z.
    public var now: Int64 { read() }
}

/// Milliseconds since some moment, whatever the wall clock is set to.
func monotonicMilliseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}
