import CGIKit

/// How addresses are asked for.
enum UserEmail {
    /// Blanks around an address are not part of it, and its accents are composed (RFC 6532, section 3.1).
    static var filters: [Filter] { [.strip, .composed(longest)] }

    private static var longest: Int { 120 }

    /// Of one that is stored.
    ///
    /// - Parameter missing: what is said where there is none.
    static func validators(_ missing: String) -> [Validator] {
        [
            .dataRequired(message: missing), .email(),
            .length(max: longest, message: "The email address cannot be longer than %(max)d characters."),
        ]
    }
}
