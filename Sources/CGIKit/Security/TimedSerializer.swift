/// Signed, dated JSON for addresses and forms: reset links, confirmations, CSRF tokens (itsdangerous'
/// `URLSafeTimedSerializer`; give `digest: .sha1` to share tokens with Python).
public struct TimedSerializer {
    private let signer: TimedSigner
    private let isLikeFlask: Bool

    /// - Parameters:
    ///   - keys: What signs.
    ///   - salt: The purpose; a token made under one salt is not valid under another.
    ///   - derivation: How the key of a purpose is made.
    ///   - digest: `.sha1` to share tokens with Python.
    ///   - clock: Dates tokens and tells their age.
    @export(interface) public init(
        keys: SecretKeys, salt: String = "itsdangerous", derivation: Signer.KeyDerivation = .djangoConcat,
        digest: Digest = .sha256, clock: Clock = .system
    ) {
        isLikeFlask = digest == .sha1
        signer = TimedSigner(Signer(keys: keys, salt: salt, derivation: derivation, digest: digest), clock: clock)
    }

    /// A token for a value, signed now. Anyone can read the value.
    @export(interface) public func dumps(_ value: JSONValue) -> String {
        String(decoding: signer.sign(TokenPayload.encode(value.json(), likeFlask: isLikeFlask)), as: UTF8.self)
    }

    /// The value of a token.
    ///
    /// - Parameters:
    ///   - token: What ``dumps(_:)`` made.
    ///   - maxAge: Seconds for which a token is good, the last included; nil for ever.
    /// - Throws: A ``TokenError`` if the token is forged, too old, dated in the future or damaged.
    @export(interface) public func loads(_ token: String, maxAge: Int64?) throws(TokenError) -> JSONValue {
        try loadsWithDate(token, maxAge: maxAge).value
    }

    /// The value, and when it was signed, in seconds since 1970.
    ///
    /// - Throws: What ``loads(_:maxAge:)`` throws.
    @export(interface) public func loadsWithDate(
        _ token: String, maxAge: Int64?
    ) throws(TokenError) -> (value: JSONValue, signedAt: Int64) {
        let (payload, signedAt) = try signer.unsign(Array(token.utf8), maxAge: maxAge)
        return (try JSONValue(tokenPayload: payload), signedAt)
    }
}

extension JSONValue {
    init(tokenPayload: [UInt8]) throws(TokenError) {
        let json = try TokenPayload.decode(tokenPayload)
        do {
            try self.init(json: json, acceptsNaN: true)
        } catch {
            throw .malformedPayload
        }
    }
}
