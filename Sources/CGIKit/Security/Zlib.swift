import CZlib

/// zlib streams (RFC 1950).
enum Zlib {
    /// How much memory the compressor takes: the binary logarithm of its window, and zlib's memory level.
    struct Tables {
        let windowBits: CInt
        let memoryLevel: CInt

        /// zlib's defaults: 256 KiB.
        static var usual: Tables { Tables(windowBits: MAX_WBITS, memoryLevel: 8) }
        /// 22 KiB, enough for a text of `smallLimit` bytes: it fits the window, and its symbols one block.
        static var small: Tables { Tables(windowBits: 11, memoryLevel: 4) }
        static var smallLimit: Int { 1000 }
    }

    /// Python's `zlib.compress`: level 6, byte for byte the same with the same zlib.
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        // In a process that has just started the usual tables cost more than all the rest of a session.
        guard bytes.count <= Tables.smallLimit else { return compress(bytes, .usual) }
        var output = compress(bytes, .small)
        // The header (RFC 1950, section 2.2) of the usual window: a larger one than needed is right too.
        output[0] = 0x78
        output[1] = 0x9C
        return output
    }

    static func compress(_ bytes: [UInt8], _ tables: Tables) -> [UInt8] {
        var stream = z_stream()
        guard czlib_deflate_init(&stream, 6, tables.windowBits, tables.memoryLevel) == Z_OK else {
            preconditionFailure("zlib: no memory")
        }
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
        bytes.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                // zlib does not write to its input; its declaration dates from before `const`.
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                let status = deflate(&stream, Z_FINISH)
                precondition(status == Z_STREAM_END, "zlib: output larger than its bound")
            }
        }
        return Array(output[..<Int(stream.total_out)])
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
