import COpenSSL

/// Whether two secrets are the same, in a time that does not tell how much of them is. Lengths are not secret.
@export(interface) public func isEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
