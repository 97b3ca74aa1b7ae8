import CZlib

/// zlib streams (RFC 1950).
enum Zlib {
    /// Python's `zlib.compress`: level 6, byte for byte the same with the same zlib.
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(length))
        let status = compress2(&output, &length, bytes, uLong(bytes.count), 6)
        precondition(status == Z_OK, "zlib: no memory")
        return Array(output[..<Int(length)])
    }

    /// The content of a stream, whatever follows it; nil if it is damaged or cut short, or its content is longer than
    /// `limit` bytes.
    static func decompress(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        var capacity = min(limit, max(1024, 4 * bytes.count))
        while true {
            var output = [UInt8](repeating: 0, count: capacity)
            var length = uLong(capacity)
            let status = uncompress(&output, &length, bytes, uLong(bytes.count))
            if status == Z_OK { return Array(output[..<Int(length)]) }
            guard status == Z_BUF_ERROR, capacity < limit else { return nil }
            capacity = min(limit, 4 * capacity)
        }
    }
}
