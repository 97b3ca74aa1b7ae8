/// Signs bytes so that a change shows: `value.signature` (itsdangerous' `Signer`).
///
/// The salt keeps purposes apart: what was signed under one salt is not valid under another. It is no secret.
public struct Signer: Sendable {
    /// How the key of a purpose comes from the secret key and the salt.
    public enum KeyDerivation: Sendable {
        /// HMAC(secret, salt). Flask's sessions.
        case hmac
        /// hash(salt + "signer" + secret). The default of itsdangerous.
        case djangoConcat
        /// hash(salt + secret).
        case concat
        /// The secret itself.
        case none
    }

    private static var separator: UInt8 { UInt8(ascii: ".") }

    private let keys: SecretKeys
    private let salt: [UInt8]
    private let derivation: KeyDerivation
    private let digest: Digest

    /// By default the key derivation of itsdangerous with a stronger digest.
    @export(interface) public init(
        keys: SecretKeys, salt: String, derivation: KeyDerivation = .djangoConcat, digest: Digest = .sha256
    ) {
        self.keys = keys
        self.salt = Array(salt.utf8)
        self.derivation = derivation
        self.digest = digest
    }

    /// `value.signature`, under the current key.
    @export(interface) public func sign(_ value: [UInt8]) -> [UInt8] {
        value + [Signer.separator] + Base64.encoded(signature(of: value))
    }

    /// The value of `value.signature`, if any of the keys made the signature.
    ///
    /// - Throws: ``TokenError/badSignature`` if there is no separator or no key made the signature.
    @export(interface) public func unsign(_ signed: [UInt8]) throws(TokenError) -> [UInt8] {
        guard let separator = signed.lastIndex(of: Signer.separator) else { throw .badSignature }
        let value = Array(signed[..<separator])
        guard let signature = Base64.decoded(signed[(separator + 1)...]), isValid(signature, for: value) else {
            throw .badSignature
        }
        return value
    }

    /// The bare signature under the current key.
    public func signature(of value: [UInt8]) -> [UInt8] { signature(of: value, under: keys.current) }

    /// Whether one of the keys made a signature, compared in constant time.
    @export(interface) public func isValid(_ signature: [UInt8], for value: [UInt8]) -> Bool {
        if isEqualInConstantTime(signature, self.signature(of: value)) { return true }
        return keys.older.contains { isEqualInConstantTime(signature, self.signature(of: value, under: $0)) }
    }

    func signature(of value: [UInt8], under secret: [UInt8]) -> [UInt8] {
        digest.authenticationCode(key: derivedKey(secret), message: value)
    }

    func derivedKey(_ secret: [UInt8]) -> [UInt8] {
        switch derivation {
        case .hmac: return digest.authenticationCode(key: secret, message: salt)
        case .djangoConcat: return digest.hash(salt + "signer".utf8, secret)
        case .concat: return digest.hash(salt, secret)
        case .none: return secret
        }
    }
}
