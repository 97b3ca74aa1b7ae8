/// Signed, dated JSON for addresses and forms: reset links, confirmations, CSRF tokens (itsdangerous'
/// `URLSafeTimedSerializer`; give `digest: .sha1` to share tokens with Python).
public struct TimedSerializer {
    private let signer: TimedSigner
    private let isLikeFlask: Bool

    /// - Parameter salt: The purpose; a token made under one salt is not valid under another.
    @export(interface) public init(
        keys: SecretKeys, salt: String = "itsdangerous", derivation: Signer.KeyDerivation = .djangoConcat,
        digest: Digest = .sha256, clock: Clock = .system
    ) {
        isLikeFlask = digest == .sha1
        signer = TimedSigner(Signer(keys: keys, salt: salt, derivation: derivation, digest: digest), clock: clock)
    }

    @export(interface) public func dumps(_ value: JSONValue) -> String {
        String(decoding: signer.sign(TokenPayload.encode(value.json(), likeFlask: isLikeFlask)), as: UTF8.self)
    }

    /// - Parameter maxAge: Seconds for which a token is good, the last included; nil for ever.
    @export(interface) public func loads(_ token: String, maxAge: Int64?) throws(TokenError) -> JSONValue {
        try loadsWithDate(token, maxAge: maxAge).value
    }

    /// The value, and when it was signed, in seconds since 1970.
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
