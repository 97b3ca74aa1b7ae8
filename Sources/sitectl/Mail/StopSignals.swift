import CSystem

/// SIGTERM and SIGINT as something to be asked about: they are held back, so that what is being done is finished first.
struct StopSignals {
    private var signals = sigset_t()

    /// Holds them back from now on, in this thread and those that it starts.
    init() {
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        sigprocmask(SIG_BLOCK, &signals, nil)
    }

    /// Whether one has come.
    var isStopRequested: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1
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
