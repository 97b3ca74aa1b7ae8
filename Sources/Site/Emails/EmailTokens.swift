import CGIKit

/// What a token in an email is for; a token for one purpose is not valid for another. A module declares its own:
/// `static var resetPassword: EmailPurpose { EmailPurpose("reset-password") }`.
public struct EmailPurpose: Sendable {
    /// The salt of the tokens, after `email-`.
    public let name: String

    /// A purpose by its name, which must be unique within the site.
    public init(_ name: String) { self.name = name }
}

/// Makes and reads the tokens of links in emails: signed and dated JSON (`TimedSerializer`).
public struct EmailTokens {
    private let keys: SecretKeys
    private let clock: Clock

    init(keys: SecretKeys, clock: Clock) {
        self.keys = keys
        self.clock = clock
    }

    /// Uses the site's secret keys.
    ///
    /// - Throws: A `Failure` if they cannot be read.
    @export(interface) public init(_ configuration: Configuration, clock: Clock = .system) throws(Failure) {
        self.init(keys: try Secrets.keys(configuration), clock: clock)
    }

    /// A token with fields that its reader can read but not change.
    public func token(_ purpose: EmailPurpose, _ fields: JSONValue) -> String { serializer(purpose).dumps(fields) }

    /// The fields of a token.
    ///
    /// - Parameters:
    ///   - token: The text in the URL.
    ///   - purpose: What it must have been made for.
    ///   - maxAge: Seconds for which a token is good after its email was sent; nil is for ever.
    /// - Throws: A `TokenError` if the token is forged, for another purpose or too old.
    @export(interface) public func fields(
        of token: String, _ purpose: EmailPurpose, maxAge: Int64?
    ) throws(TokenError) -> JSONValue {
        try serializer(purpose).loads(token, maxAge: maxAge)
    }

    private func serializer(_ purpose: EmailPurpose) -> TimedSerializer {
        TimedSerializer(keys: keys, salt: "email-\(purpose.name)", clock: clock)
    }
}
