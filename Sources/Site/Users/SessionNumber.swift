import CGIKit

/// The session ID: how the database knows a session that began here. The cookie contains it as `session_number`.
///
/// It contains the second in which the session began, so that its end is known without a query, and random bits, so that every
/// session has a different one.
struct SessionNumber: Equatable {
    let rawValue: Int64

    private static var randomBits: Int64 { 31 }

    init(rawValue: Int64) { self.rawValue = rawValue }

    /// - Parameter second: since 1970.
    init(beginningAt second: Int64, random: RandomSource = .system) throws(SystemError) {
        let bits = try random.bytes(4).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        rawValue = (second & 0xFFFF_FFFF) << SessionNumber.randomBits | bits >> 1
    }

    /// The smallest ID of sessions that begin in this second or later.
    init(firstOf second: Int64) { rawValue = max(second, 0) << SessionNumber.randomBits }

    /// Seconds since 1970.
    var beganAt: Int64 { rawValue >> SessionNumber.randomBits }

    static var key: String { "session_number" }

    /// The ID in a session cookie; nil if the session did not begin here.
    init?(_ values: OrderedDictionary<SessionValue>) {
        guard let number = values[SessionNumber.key]?.int else { return nil }
        rawValue = Int64(number)
    }
}
