import CGIKit

/// The number by which the database knows a session that began here; it stands in the cookie as `session_number`.
///
/// It holds the second in which the session began, so that nobody has to be asked when it ends, and random bits, so that of
/// two that begin at once, and of all that have ever been, each has its own.
struct SessionNumber: Equatable {
    let rawValue: Int64

    private static var randomBits: Int64 { 31 }

    init(rawValue: Int64) { self.rawValue = rawValue }

    /// - Parameter second: since 1970.
    init(beginningAt second: Int64, random: RandomSource = .system) throws(SystemError) {
        let bits = try random.bytes(4).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        rawValue = (second & 0xFFFF_FFFF) << SessionNumber.randomBits | bits >> 1
    }

    /// The smallest number of those that begin in a second or later.
    init(firstOf second: Int64) { rawValue = max(second, 0) << SessionNumber.randomBits }

    /// Seconds since 1970.
    var beganAt: Int64 { rawValue >> SessionNumber.randomBits }

    static var key: String { "session_number" }

    /// The number in what a session's cookie holds; nil if it did not begin here.
    init?(_ values: OrderedDictionary<SessionValue>) {
        guard let number = values[SessionNumber.key]?.int else { return nil }
        rawValue = Int64(number)
    }
}
