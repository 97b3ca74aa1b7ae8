import CSystem

/// Tells on standard error, once a second, how far a long command has come.
final class Progress {
    private let total: Int
    private let start = Progress.now
    private var last = Progress.now
    private var done = 0

    init(of total: Int) { self.total = total }

    func advance() {
        done += 1
        guard done % 1000 == 0 else { return }
        let now = Progress.now
        guard now - last >= 1 else { return }
        last = now
        Output.message("\(done) of \(total)")
    }

    func say(_ text: String) { Output.message(text) }

    func finish() {
        let seconds = max(Progress.now - start, 0.001)
        let tenths = Int(seconds * 10)
        Output.message("\(done) made in \(tenths / 10).\(tenths % 10) s, \(Int(Double(done) / seconds)) a second")
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
