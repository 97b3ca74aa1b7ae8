import CGIKit

/// What a token in a mailed link is for; a token for one purpose is none for another. A module declares its own:
/// `static var resetPassword: EmailPurpose { EmailPurpose("reset-password") }`.
public struct EmailPurpose: Sendable {
    public let name: String

    public init(_ name: String) { self.name = name }
}

/// Makes and reads the tokens of mailed links: signed JSON with the time of the signature, under the site's secret key.
public struct EmailTokens {
    private let keys: SecretKeys
    private let clock: Clock

    init(keys: SecretKeys, clock: Clock) {
        self.keys = keys
        self.clock = clock
    }

    @export(interface) public init(_ configuration: Configuration, clock: Clock = .system) throws(Failure) {
        self.init(keys: try Secrets.keys(configuration), clock: clock)
    }

    public func token(_ purpose: EmailPurpose, _ fields: JSONValue) -> String { serializer(purpose).dumps(fields) }

    /// What was signed.
    ///
    /// - Parameter maxAge: seconds for which a token is good from when its message was sent; nil is for ever.
    @export(interface) public func fields(
        of token: String, _ purpose: EmailPurpose, maxAge: Int64?
    ) throws(TokenError) -> JSONValue {
        try serializer(purpose).loads(token, maxAge: maxAge)
    }

    private func serializer(_ purpose: EmailPurpose) -> TimedSerializer {
        TimedSerializer(keys: keys, salt: "email-\(purpose.name)", clock: clock)
    }
}
