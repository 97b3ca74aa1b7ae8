/// The part of a token that carries its value: base64url, after a dot compressed with zlib (itsdangerous'
/// `URLSafeSerializerMixin`).
enum TokenPayload {
    /// What a compressed payload may grow to: many times what fits a cookie or an address when it is no bomb.
    private static var sizeLimit: Int { 256 << 10 }

    /// What is shorter and not Flask's stays as it is: a cookie is read with each page, and inflating it costs more than its
    /// bytes do.
    private static var smallLimit: Int { 1000 }

    /// Compressed if that saves more than the dot.
    ///
    /// - Parameter likeFlask: whether also where it is hardly worth it.
    static func encode(_ bytes: [UInt8], likeFlask: Bool) -> [UInt8] {
        guard likeFlask || bytes.count > smallLimit else { return Base64.encoded(bytes) }
        let compressed = Zlib.compress(bytes)
        guard compressed.count < bytes.count - 1 else { return Base64.encoded(bytes) }
        return [UInt8(ascii: ".")] + Base64.encoded(compressed)
    }

    static func decode(_ payload: [UInt8]) throws(TokenError) -> [UInt8] {
        let isCompressed = payload.first == UInt8(ascii: ".")
        guard let bytes = Base64.decoded(payload[(isCompressed ? 1 : 0)...]) else { throw .malformedPayload }
        guard isCompressed else { return bytes }
        guard let content = Zlib.decompress(bytes, limit: sizeLimit) else { throw .malformedPayload }
        return content
    }
}
