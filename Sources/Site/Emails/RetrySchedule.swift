/// When an email that was not delivered is tried again: after one minute, two, four, up to four hours, with up to a
/// quarter more or less by chance, so that emails that failed together do not come back together.
public struct RetrySchedule: Sendable {
    /// The number of seconds after which an email is given up.
    public let patience: Int64

    private static var first: Double { 60 }
    private static var longest: Double { 4 * 3600 }

    /// A schedule that gives up after so many seconds.
    public init(patience: Int64) { self.patience = patience }

    /// When an email is tried again, in seconds since 1970; nil if it is given up.
    ///
    /// - Parameters:
    ///   - tries: How often it was tried, from 1.
    ///   - createdAt: When it was queued.
    ///   - now: Seconds since 1970.
    ///   - chance: From 0 to 1.
    @export(interface) public func next(
        afterTries tries: Int64, createdAt: Int64, now: Int64, chance: Double = .random(in: 0...1)
    ) -> Int64? {
        guard now - createdAt < patience else { return nil }
        let doublings = Int(min(max(tries - 1, 0), 20))
        let delay = min(RetrySchedule.first * Double(1 << doublings), RetrySchedule.longest)
        return now + Int64(delay * (0.75 + chance / 2))
    }
}
