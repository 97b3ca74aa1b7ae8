import CSystem

/// How many times as long something takes for four times as much: 4 if its work grows as what it is given, 16 if it grows with
/// the square of that. In time of this thread, the least of some runs, so that others on the machine count little.
func growth(from size: Int = 25_000, _ prepare: (Int) -> (() -> Void)) -> Double {
    let (small, large) = (prepare(size), prepare(4 * size))
    // Both long enough for the clock.
    return max(least(large), 1e-4) / max(least(small), 1e-4)
}

/// What no growth of work with the square comes near, and none in proportion reaches.
var tooMuchGrowth: Double { 10 }

private func least(_ work: () -> Void) -> Double {
    (0..<3).map { _ in
        let start = threadSeconds()
        work()
        return threadSeconds() - start
    }.min()!
}

private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
