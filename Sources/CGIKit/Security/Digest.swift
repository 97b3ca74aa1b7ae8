import COpenSSL

/// A hash function (FIPS 180-4), and HMAC with it (RFC 2104).
///
/// On OpenSSL's low-level functions: `EVP_*`, `HMAC()` and even the one-shot `SHA256()` would start OpenSSL's providers,
/// which costs a process several times what the rest of a page does.
public enum Digest: Sendable {
    /// SHA-1 serves only to share signatures with Flask; as an HMAC it is still safe.
    case sha1, sha256, sha512

    /// The length of the result in bytes.
    public var size: Int {
        switch self {
        case .sha1: return Int(SHA_DIGEST_LENGTH)
        case .sha256: return Int(SHA256_DIGEST_LENGTH)
        case .sha512: return Int(SHA512_DIGEST_LENGTH)
        }
    }

    private var blockSize: Int { self == .sha512 ? 128 : 64 }

    /// The hash of two parts in a row.
    @export(interface) public func hash(_ head: [UInt8], _ tail: [UInt8] = []) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: size)
        switch self {
        case .sha1:
            var context = SHA_CTX()
            SHA1_Init(&context)
            SHA1_Update(&context, head, head.count)
            SHA1_Update(&context, tail, tail.count)
            SHA1_Final(&result, &context)
        case .sha256:
            var context = SHA256_CTX()
            SHA256_Init(&context)
            SHA256_Update(&context, head, head.count)
            SHA256_Update(&context, tail, tail.count)
            SHA256_Final(&result, &context)
        case .sha512:
            var context = SHA512_CTX()
            SHA512_Init(&context)
            SHA512_Update(&context, head, head.count)
            SHA512_Update(&context, tail, tail.count)
            SHA512_Final(&result, &context)
        }
        return result
    }

    /// The HMAC of a message under a key of any length.
    @export(interface) public func authenticationCode(key: [UInt8], message: [UInt8]) -> [UInt8] {
        var block = key.count > blockSize ? hash(key) : key
        block += [UInt8](repeating: 0, count: blockSize - block.count)
        let inner = hash(block.map { $0 ^ 0x36 }, message)
        return hash(block.map { $0 ^ 0x5C }, inner)
    }
}
