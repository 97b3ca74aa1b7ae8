import COpenSSL
import CSystem

/// How a password was hashed, with its parameters. The only part of the library on OpenSSL's EVP layer: its start-up is
/// nothing beside a password hash.
///
/// Bounds, so that a damaged or hostile row can neither hang a script nor eat the memory: scrypt N·r·p at most 2²¹ (256 MiB;
/// ``ScryptCost``), PBKDF2 at most 5,000,000 iterations (five times Werkzeug's default).
enum PasswordFunction {
    case scrypt(ScryptCost)
    case pbkdf2(digest: String, iterations: CInt)
    /// An HMAC keyed with the salt, or without a salt a plain digest: Werkzeug before 0.9.
    case digest(String)

    private static var iterationLimit: Int { 5_000_000 }
    private static var scryptSize: Int { 64 }

    /// Reads the first part of a stored hash; nil if it is none that we compute.
    init?(method: String) {
        let parts = method.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        switch (parts[0], parts.count) {
        case ("scrypt", 1): self = .scrypt(.werkzeug)
        case ("scrypt", 4):
            let numbers = parts.dropFirst().compactMap { PasswordFunction.integer($0) }
            guard numbers.count == 3, let cost = ScryptCost(n: numbers[0], r: numbers[1], p: numbers[2]) else {
                return nil
            }
            self = .scrypt(cost)
        case ("pbkdf2", 1...3):
            // Without iterations Werkzeug means its current default.
            let iterations = parts.count == 3 ? PasswordFunction.integer(parts[2]) : 1_000_000
            guard let iterations, (1...PasswordFunction.iterationLimit).contains(iterations) else { return nil }
            self = .pbkdf2(digest: parts.count == 1 ? "sha256" : parts[1], iterations: CInt(iterations))
        case ("scrypt", _), ("pbkdf2", _), ("plain", _), ("", _): return nil
        case (let name, 1): self = .digest(name)
        default: return nil
        }
    }

    /// A number as Python's `int()` reads it, from ASCII digits: whitespace around, a sign, underscores between digits.
    private static func integer(_ text: String) -> Int? {
        var digits = text.utf8.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        while let last = digits.last, last == 0x20 || (0x09...0x0D).contains(last) { digits.removeLast() }
        if digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard digits.count <= 20 else { return nil }
        var value = 0
        var isAfterDigit = false
        for byte in digits {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = min(value, 1 << 50) * 10 + Int(byte - UInt8(ascii: "0"))
                isAfterDigit = true
            case UInt8(ascii: "_") where isAfterDigit: isAfterDigit = false
            default: return nil
            }
        }
        return isAfterDigit ? value : nil
    }

    var method: String {
        switch self {
        case .scrypt(let cost): return cost.method
        case .pbkdf2(let digest, let iterations): return "pbkdf2:\(digest):\(iterations)"
        case .digest(let name): return name
        }
    }

    /// Whether it takes at least as much memory and work as scrypt of a cost.
    func isAsStrong(as cost: ScryptCost) -> Bool {
        guard case .scrypt(let own) = self else { return false }
        return own.n >= cost.n && own.r >= cost.r && own.work >= cost.work
    }

    /// nil if there is no such digest.
    func hash(password: String, salt: String) throws(SystemError) -> [UInt8]? {
        let (password, salt) = (Array(password.utf8), Array(salt.utf8))
        switch self {
        case .scrypt(let cost): return try PasswordFunction.scrypt(password, salt, cost)
        case .pbkdf2(let digest, let iterations):
            return PasswordFunction.withDigest(digest) { PasswordFunction.pbkdf2(password, salt, iterations, $0) }
        case .digest(let name):
            return PasswordFunction.withDigest(name) { PasswordFunction.digest(password, salt, $0) }
        }
    }

    private static func scrypt(
        _ password: [UInt8], _ salt: [UInt8], _ cost: ScryptCost
    ) throws(SystemError) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: scryptSize)
        let (n, r, p) = (UInt64(cost.n), UInt64(cost.r), UInt64(cost.p))
        let memory = 128 * r * (n + p + 2)
        let status = password.withUnsafeBytes { password in
            EVP_PBE_scrypt(
                password.bindMemory(to: CChar.self).baseAddress, password.count, salt, salt.count, n, r, p, memory,
                &hash,
                hash.count)
        }
        // The parameters are known to be good, so nothing but memory can be missing.
        guard status == 1 else { throw SystemError("scrypt", "", Errno(code: ENOMEM)) }
        return hash
    }

    private static func pbkdf2(
        _ password: [UInt8], _ salt: [UInt8], _ iterations: CInt, _ digest: OpaquePointer
    ) -> [UInt8]? {
        var hash = [UInt8](repeating: 0, count: Int(EVP_MD_get_size(digest)))
        let status = password.withUnsafeBytes { password in
            PKCS5_PBKDF2_HMAC(
                password.bindMemory(to: CChar.self).baseAddress, CInt(password.count), salt, CInt(salt.count),
                iterations,
                digest, CInt(hash.count), &hash)
        }
        return status == 1 ? hash : nil
    }

    private static func digest(_ password: [UInt8], _ salt: [UInt8], _ digest: OpaquePointer) -> [UInt8]? {
        var hash = [UInt8](repeating: 0, count: Int(EVP_MD_get_size(digest)))
        var length = CUnsignedInt(hash.count)
        let isDone =
            salt.isEmpty
            ? EVP_Digest(password, password.count, &hash, &length, digest, nil) == 1
            : HMAC(digest, salt, CInt(salt.count), password, password.count, &hash, &length) != nil
        return isDone ? hash : nil
    }

    /// Looks a digest up by Python's name for it, or by one of OpenSSL's, which may be in upper or lower case.
    private static func withDigest(_ name: String, _ body: (OpaquePointer) -> [UInt8]?) -> [UInt8]? {
        let openSSLName: String
        switch name {
        case "sha512_224": openSSLName = "sha512-224"
        case "sha512_256": openSSLName = "sha512-256"
        case "sha3_224": openSSLName = "sha3-224"
        case "sha3_256": openSSLName = "sha3-256"
        case "sha3_384": openSSLName = "sha3-384"
        case "sha3_512": openSSLName = "sha3-512"
        case "blake2b": openSSLName = "blake2b512"
        case "blake2s": openSSLName = "blake2s256"
        default: openSSLName = name
        }
        guard let digest = EVP_MD_fetch(nil, openSSLName, nil) else { return nil }
        defer { EVP_MD_free(digest) }
        // OpenSSL has a digest called "null", whose empty result an empty stored hash would match.
        return EVP_MD_get_size(digest) >= 16 ? body(digest) : nil
    }
}
