import CGIKit

/// The field for an email address.
enum UserEmail {
    /// Removes spaces around an address, and composes its accents (RFC 6532, section 3.1).
    static var filters: [Filter] { [.strip, .composed(longest)] }

    private static var longest: Int { 120 }

    /// The validators of an address that is to be stored.
    ///
    /// - Parameter missing: the message if the field is empty.
    static func validators(_ missing: String) -> [Validator] {
        [
            .dataRequired(message: missing), .email(),
            .length(max: longest, message: "The email address cannot be longer than %(max)d characters."),
        ]
    }
}
