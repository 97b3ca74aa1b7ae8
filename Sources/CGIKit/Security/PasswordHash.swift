import CSystem

/// Passwords in Werkzeug's stored form, `method$salt$hex` (`werkzeug.security`), of every age: scrypt, PBKDF2, and the
/// salted and unsalted digests of before 2013.
public enum PasswordHash {
    /// Characters of a new salt.
    private static var saltLength: Int { 16 }

    /// A stored hash for a password: `scrypt:131072:8:1$…`, about 160 characters. It takes a noticeable part of a
    /// second and the memory of its cost; ``PasswordSlots`` limits how many run at once.
    ///
    /// - Parameters:
    ///   - password: The password as it was typed; nothing is normalized.
    ///   - cost: The work; by default as much as suits the machine.
    ///   - older: A hash of the same password, whose salt is used again if it is long enough (``salt(of:)``).
    ///   - random: Makes the salt.
    /// - Throws: A ``SystemError`` if there is not enough memory or no random bytes.
    @export(interface) public static func generate(
        _ password: String, cost: ScryptCost = .recommended, inPlaceOf older: String? = nil,
        random: RandomSource = .system
    ) throws(SystemError) -> String {
        let kept = older.flatMap { PasswordHash.salt(of: $0) }
        let salt = if let kept { kept } else { try random.letters(saltLength) }
        let function = PasswordFunction.scrypt(cost)
        guard let hash = try function.hash(password: password, salt: salt) else {
            preconditionFailure("scrypt always has an answer")
        }
        return "\(function.method)$\(salt)$\(Hex.encode(hash))"
    }

    /// Whether a stored hash was made from a password (`werkzeug.security.check_password_hash`).
    ///
    /// A stored text that is not a hash, names an unknown method or asks for too much work matches no password.
    ///
    /// - Parameters:
    ///   - password: The password as it was typed.
    ///   - stored: The stored hash, of any of Werkzeug's methods.
    ///   - cost: The cost of new hashes. A wrong password then takes as long as with one of them, so that the time does
    ///     not reveal an account with an older hash.
    /// - Throws: A ``SystemError`` if there is not enough memory.
    @export(interface) public static func verify(
        _ password: String, stored: String, cost: ScryptCost? = nil
    ) throws(SystemError) -> Bool {
        let begun = PasswordFunction.processorTime
        guard let parts = Parts(stored), let function = PasswordFunction(method: parts.method),
            let hash = try function.hash(password: password, salt: parts.salt)
        else { return false }
        let spent = PasswordFunction.processorTime - begun
        if isEqualInConstantTime(Array(Hex.encode(hash).utf8), parts.hash) { return true }
        if let cost { try function.makeUp(for: cost, spent: spent, password: password) }
        return false
    }

    /// Whether a stored text is a hash that some password can match. Verification against any other text takes no time.
    @export(interface) public static func isVerifiable(_ stored: String) -> Bool {
        Parts(stored).map { PasswordFunction(method: $0.method) != nil } ?? false
    }

    /// A text to store in place of a hash; no password matches it, here or in Werkzeug.
    public static var unusable: String { "!" }

    /// Takes as long as the verification of a new hash, and returns false. A sign-in with an unknown email address
    /// calls it, so that the time does not reveal that the address is unknown.
    ///
    /// - Throws: A ``SystemError`` if there is not enough memory.
    @discardableResult
    @export(interface) public static func verifyDummy(
        _ password: String, cost: ScryptCost = .recommended
    ) throws(SystemError) -> Bool {
        let hash = String(repeating: "-", count: 128)
        return try verify(password, stored: "\(cost.method)$0123456789abcdef$\(hash)")
    }

    /// Whether a stored hash is weaker than a new one would be; it can be replaced when its owner signs in.
    @export(interface) public static func needsRehash(_ stored: String, cost: ScryptCost = .recommended) -> Bool {
        guard let parts = Parts(stored), let function = PasswordFunction(method: parts.method) else { return true }
        return !function.isAsStrong(as: cost) || parts.salt.utf8.count < saltLength
    }

    /// The salt of a stored hash; nil if there is none or it is shorter than today's. A new password gets a new salt; a
    /// better hash of the same password keeps it.
    @export(interface) public static func salt(of stored: String) -> String? {
        guard let parts = Parts(stored), parts.salt.utf8.count >= saltLength else { return nil }
        return parts.salt
    }

    private struct Parts {
        let method: String
        let salt: String
        let hash: [UInt8]

        /// Splits at the first two dollars.
        init?(_ stored: String) {
            let parts = stored.utf8.split(
                separator: UInt8(ascii: "$"), maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            method = String(decoding: parts[0], as: UTF8.self)
            salt = String(decoding: parts[1], as: UTF8.self)
            hash = Array(parts[2])
        }
    }
}
