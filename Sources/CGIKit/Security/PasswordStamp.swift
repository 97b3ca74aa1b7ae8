/// A mark of a user's password for the session: when the password changes, sessions with the old mark are over.
///
/// It is an HMAC of the stored password hash under the site's key, so the session, which its owner can read, gives
/// nothing of the hash away.
public struct PasswordStamp: Sendable {
    private static var size: Int { 16 }

    private let keys: SecretKeys
    private let signer: Signer

    public init(keys: SecretKeys) {
        self.keys = keys
        signer = Signer(keys: keys, salt: "password-stamp", derivation: .hmac, digest: .sha256)
    }

    /// The mark of a stored password hash: 22 characters of base64url.
    public func stamp(of storedHash: String) -> String { Base64.encode(stamp(of: storedHash, under: keys.current)) }

    /// Whether a mark is that of a stored password hash, under any of the site's keys.
    public func matches(_ stamp: String, storedHash: String) -> Bool {
        guard let stamp = Base64.decode(stamp) else { return false }
        if isEqualInConstantTime(stamp, self.stamp(of: storedHash, under: keys.current)) { return true }
        return keys.older.contains { isEqualInConstantTime(stamp, self.stamp(of: storedHash, under: $0)) }
    }

    private func stamp(of storedHash: String, under secret: [UInt8]) -> [UInt8] {
        Array(signer.signature(of: Array(storedHash.utf8), under: secret).prefix(PasswordStamp.size))
    }
}
