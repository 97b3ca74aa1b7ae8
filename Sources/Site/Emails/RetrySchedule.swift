/// When a message is tried again that could not be delivered: after one minute, two, four, up to four hours, with a
/// quarter more or less by chance, so that what failed together does not come back together.
public struct RetrySchedule: Sendable {
    /// Seconds after which a message is given up.
    public let patience: Int64

    private static var first: Double { 60 }
    private static var longest: Double { 4 * 3600 }

    public init(patience: Int64) { self.patience = patience }

    /// When it is tried again; nil if it is given up.
    ///
    /// - Parameters:
    ///   - tries: how often it was tried, from 1.
    ///   - createdAt: when it was queued.
    ///   - chance: from 0 to 1.
    @export(interface) public func next(
        afterTries tries: Int64, createdAt: Int64, now: Int64, chance: Double = .random(in: 0...1)
    ) -> Int64? {
        guard now - createdAt < patience else { return nil }
        let doublings = Int(min(max(tries - 1, 0), 20))
        let delay = min(RetrySchedule.first * Double(1 << doublings), RetrySchedule.longest)
        return now + Int64(delay * (0.75 + chance / 2))
    }
}
