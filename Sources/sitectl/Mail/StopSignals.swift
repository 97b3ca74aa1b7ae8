import CSystem

/// SIGTERM and SIGINT as something to be asked about: they are held back, so that what is being done is finished first.
/// SIGHUP, for a worker that goes on, is the wish that it look at its settings again.
struct StopSignals {
    private var signals = sigset_t()
    private var hangUp = sigset_t()

    /// Holds them back from now on, in this thread and those that it starts.
    init() {
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        sigprocmask(SIG_BLOCK, &signals, nil)
        sigemptyset(&hangUp)
        sigaddset(&hangUp, SIGHUP)
    }

    /// Holds back SIGHUP, too.
    mutating func includeHangUp() {
        sigaddset(&signals, SIGHUP)
        sigprocmask(SIG_BLOCK, &hangUp, nil)
    }

    /// Whether one has come that ends the work.
    var isStopRequested: Bool { isPending(SIGTERM) || isPending(SIGINT) }

    /// Whether SIGHUP has come since this was asked last.
    func takeHangUp() -> Bool {
        guard isPending(SIGHUP) else { return false }
        var signals = hangUp
        var time = timespec()
        return sigtimedwait(&signals, nil, &time) == SIGHUP
    }

    private func isPending(_ signal: CInt) -> Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return sigismember(&pending, signal) == 1
    }

    /// Waits, at most until one comes.
    ///
    /// - Parameter milliseconds: how long.
    func wait(_ milliseconds: Int) {
        if isStopRequested { return }
        var signals = signals
        var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        let signal = sigtimedwait(&signals, nil, &time)
        // Taken off the list by this: back with it, for whoever asks next.
        if signal > 0 { raise(signal) }
    }
}
