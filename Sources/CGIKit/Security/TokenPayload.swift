/// The part of a token that carries its value: base64url, after a dot compressed with zlib (itsdangerous'
/// `URLSafeSerializerMixin`).
enum TokenPayload {
    /// What a compressed payload may grow to: many times what fits a cookie or an address when it is no bomb.
    private static var sizeLimit: Int { 256 << 10 }

    /// Compressed if that saves more than the dot.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        guard !isCSRFTokenAlone(bytes) else { return Base64.encoded(bytes) }
        let compressed = Zlib.compress(bytes)
        guard compressed.count < bytes.count - 1 else { return Base64.encoded(bytes) }
        return [UInt8(ascii: ".")] + Base64.encoded(compressed)
    }

    /// Whether a payload is nothing but a CSRF token, or a session with nothing else in it: what every form page signs for
    /// a new visitor. Random hexadecimal digits do not shrink (200,000 tokens grew by 2 bytes or more), and not to ask zlib
    /// saves such a page a twentieth of its work. Digits with repetitions in them are left to zlib.
    static func isCSRFTokenAlone(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 42 || bytes.count == 57 && bytes.starts(with: "{\"csrf_token\":\"".utf8) else {
            return false
        }
        let digits = bytes[(bytes.count == 42 ? 1 : 15)...].prefix(40)
        var counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        for index in digits.indices {
            guard let digit = Hex.value(of: digits[index]) else { return false }
            counts[Int(digit)] += 1
            for earlier in digits.startIndex..<index
            where index + 2 < digits.endIndex && bytes[earlier] == bytes[index]
                && bytes[earlier + 1] == bytes[index + 1] && bytes[earlier + 2] == bytes[index + 2]
            {
                return false
            }
        }
        return counts.allSatisfy { $0 <= 7 }
    }

    static func decode(_ payload: [UInt8]) throws(TokenError) -> [UInt8] {
        let isCompressed = payload.first == UInt8(ascii: ".")
        guard let bytes = Base64.decoded(payload[(isCompressed ? 1 : 0)...]) else { throw .malformedPayload }
        guard isCompressed else { return bytes }
        guard let content = Zlib.decompress(bytes, limit: sizeLimit) else { throw .malformedPayload }
        return content
    }
}
