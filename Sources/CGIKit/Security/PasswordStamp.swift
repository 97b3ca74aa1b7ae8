/// A mark of a user's password for the session: when the password changes, sessions with the old mark are over.
///
/// It is an HMAC of the stored password hash under the site's key, so the session, which its owner can read, gives
/// nothing of the hash away. It names its user, because an app that shares the session may sign somebody else in and
/// leave the mark where it is.
public struct PasswordStamp: Sendable {
    /// What a mark in a session says about a user.
    public enum Verdict: Sendable {
        /// The mark is of the user's present password.
        case current
        /// The mark is of an earlier password, or it is not a mark.
        case outdated
        /// The mark names another user.
        case ofAnotherUser
    }

    private static var size: Int { 16 }

    private let keys: SecretKeys
    private let signer: Signer

    /// Makes marks with the current key and accepts those of older ones.
    @export(interface) public init(keys: SecretKeys) {
        self.keys = keys
        signer = Signer(keys: keys, salt: "password-stamp", derivation: .hmac, digest: .sha256)
    }

    /// The mark of a user and their stored password hash: the id, a dot and 22 characters of base64url.
    @export(interface) public func stamp(of user: Int64, storedHash: String) -> String {
        "\(user)." + Base64.encode(code(user, storedHash, under: keys.current))
    }

    /// What a mark says about a user with a stored password hash, under any of the site's keys.
    @export(interface) public func verdict(_ stamp: String, user: Int64, storedHash: String) -> Verdict {
        let parts = stamp.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, let owner = Int64(String(parts[0]) ?? ""),
            let code = Base64.decode(String(parts[1]) ?? "")
        else { return .outdated }
        guard owner == user else { return .ofAnotherUser }
        let isCurrent = ([keys.current] + keys.older).contains {
            isEqualInConstantTime(code, self.code(user, storedHash, under: $0))
        }
        return isCurrent ? .current : .outdated
    }

    private func code(_ user: Int64, _ storedHash: String, under secret: [UInt8]) -> [UInt8] {
        let text = Array("\(user).".utf8) + storedHash.utf8
        return Array(signer.signature(of: text, under: secret).prefix(PasswordStamp.size))
    }
}
